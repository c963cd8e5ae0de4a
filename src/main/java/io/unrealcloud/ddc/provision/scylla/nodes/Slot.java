package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Answer;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One ordinal, as it is.
 *
 * @param instance the one that is or becomes the node; empty if none runs
 * @param launch number of that instance's launch, 0 without one
 * @param others instances of this ordinal that must go: stopped ones, and such as another one stands for
 * @param ending whether an instance of this ordinal is on its way out
 * @param heard what the instance said last
 */
record Slot(
        int ordinal,
        NodeRecord record,
        Optional<Instance> instance,
        int launch,
        List<Instance> others,
        boolean ending,
        Optional<Heard> heard,
        Status status) {

    /** How it is with an ordinal. */
    enum Status {
        /** Never a member, and no launch begun. */
        ABSENT,
        /** A launch is written down, and no instance of it is known. */
        LAUNCHING,
        /** An instance runs and is no member yet. */
        JOINING,
        /** An instance is a member, which is not written down yet. */
        UNRECORDED,
        /** An instance is a member of another cluster or data centre than it shall be. */
        MISFIT,
        /** A member that answers. */
        UP,
        /** A member whose instance runs and that does not answer. */
        DOWN,
        /** A member without an instance. */
        DEAD
    }

    boolean member() {
        return record.hostId().isPresent();
    }

    boolean is(Status status) {
        return this.status == status;
    }

    /** Whether the member this ordinal is written down as may still have its data. */
    boolean alive() {
        return status == Status.UP || status == Status.DOWN || status == Status.UNRECORDED;
    }

    /** Whether it speaks CQL. */
    boolean speaks() {
        return heard.filter(said -> !(said.answer() instanceof Answer.Silent)).isPresent();
    }

    Optional<NodeInfo> info() {
        return heard.map(Heard::answer).filter(Answer.Told.class::isInstance).map(said -> ((Answer.Told) said).info());
    }

    /** How long it has been as it is. */
    Duration lasting(Instant now) {
        return heard.map(said -> Duration.between(said.since(), now)).orElse(Duration.ZERO);
    }

    /** Why it is no member that answers. */
    String why() {
        return switch (heard.map(Heard::answer).orElse(new Answer.Silent("it was not asked yet"))) {
            case Answer.Told told -> told.info().joined() ? "it answers" : "it has not joined yet";
            case Answer.Closed closed -> closed.why();
            case Answer.Silent silent -> silent.why();
        };
    }

    Optional<String> address() {
        return instance.flatMap(Instance::privateIp);
    }

    /** {@code node 0 (i-…, 10.0.0.7)}. */
    String title() {
        return "node " + ordinal
                + instance.map(one -> " (" + one.id()
                                + one.privateIp().map(ip -> ", " + ip).orElse("") + ")")
                        .orElse("");
    }
}
