package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Answer;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Heard;
import io.unrealcloud.ddc.provision.scylla.nodes.Slot.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Every ordinal as it is: what is written down, what runs, and what it says, laid side by side.
 *
 * @param slots in the order of their ordinals: those there shall be, and those there are
 */
record Roster(ClusterRecord record, List<Slot> slots) {

    Roster {
        slots = List.copyOf(slots);
    }

    static Roster of(DesiredNodes desired, NodesFacts facts) {
        ClusterRecord record = facts.record();
        TreeSet<Integer> ordinals = new TreeSet<>(record.nodes().keySet());
        for (int ordinal = 0; ordinal < desired.nodes().count(); ordinal++) {
            ordinals.add(ordinal);
        }
        facts.instances().forEach(instance -> ordinal(instance).ifPresent(ordinals::add));
        return new Roster(
                record,
                ordinals.stream()
                        .map(ordinal -> slot(desired, facts, ordinal, record.node(ordinal)))
                        .toList());
    }

    private static Slot slot(DesiredNodes desired, NodesFacts facts, int ordinal, NodeRecord record) {
        List<Instance> all = facts.instances().stream()
                .filter(instance ->
                        ordinal(instance).filter(its -> its == ordinal).isPresent())
                .toList();
        List<Instance> running = all.stream()
                .filter(instance ->
                        instance.state() == InstanceState.PENDING || instance.state() == InstanceState.RUNNING)
                .toList();
        // The member keeps its place; otherwise the last one launched has it.
        Optional<Instance> instance = running.stream()
                .filter(one -> record.hostId().isPresent() && launch(one) == record.joined())
                .findFirst()
                .or(() -> running.stream().max(Comparator.comparingInt(Roster::launch)));
        List<Instance> others = new ArrayList<>(running);
        instance.ifPresent(others::remove);
        all.stream()
                .filter(one -> one.state() == InstanceState.STOPPED || one.state() == InstanceState.STOPPING)
                .forEach(others::add);
        Optional<Heard> heard = instance.map(one -> facts.answers().get(one.id()));
        int launch = instance.map(Roster::launch).orElse(0);
        return new Slot(
                ordinal,
                record,
                instance,
                launch,
                List.copyOf(others),
                all.stream().anyMatch(one -> one.state() == InstanceState.SHUTTING_DOWN),
                heard,
                status(desired, record, instance, launch, heard.map(Heard::answer)));
    }

    private static Status status(
            DesiredNodes desired, NodeRecord record, Optional<Instance> instance, int launch, Optional<Answer> answer) {
        if (instance.isEmpty()) {
            return record.latest() > record.joined()
                    ? Status.LAUNCHING
                    : record.hostId().isPresent() ? Status.DEAD : Status.ABSENT;
        }
        boolean member = record.hostId().isPresent() && record.joined() == launch;
        return switch (answer.orElse(new Answer.Silent("not asked yet"))) {
            case Answer.Told told -> {
                NodeInfo info = told.info();
                if (!info.joined()) {
                    yield member ? Status.DOWN : Status.JOINING;
                }
                if (!info.clusterName().equals(desired.backend().clusterName())
                        || !info.datacenter().equals(desired.datacenter())) {
                    yield Status.MISFIT;
                }
                yield member && record.hostId().get().equals(info.hostId()) ? Status.UP : Status.UNRECORDED;
            }
            case Answer.Closed closed -> member ? Status.UP : Status.JOINING;
            case Answer.Silent silent -> member ? Status.DOWN : Status.JOINING;
        };
    }

    static Optional<Integer> ordinal(Instance instance) {
        return ClusterRecord.number(instance.tags().get(ClusterRecord.ORDINAL)).isPresent()
                ? Optional.of(ClusterRecord.number(instance.tags().get(ClusterRecord.ORDINAL))
                        .getAsInt())
                : Optional.empty();
    }

    static int launch(Instance instance) {
        return ClusterRecord.number(instance.tags().get(ClusterRecord.LAUNCH)).orElse(0);
    }

    Stream<Slot> in(Status status) {
        return slots.stream().filter(slot -> slot.is(status));
    }

    /** Those that are written down as members of the ring. */
    List<Slot> members() {
        return slots.stream().filter(Slot::member).toList();
    }

    /** Whether a majority of the members written down may still have their data. */
    boolean quorum() {
        List<Slot> members = members();
        return members.isEmpty() || 2 * members.stream().filter(Slot::alive).count() > members.size();
    }

    /** Whether a majority of the members answers, so that the ring can change. */
    boolean quorumAnswers() {
        List<Slot> members = members();
        return members.isEmpty() || 2 * in(Status.UP).count() > members.size();
    }

    Optional<Slot> slot(int ordinal) {
        return slots.stream().filter(slot -> slot.ordinal() == ordinal).findFirst();
    }

    /** Addresses of members that answer. */
    List<String> seeds() {
        return in(Status.UP).flatMap(slot -> slot.address().stream()).toList();
    }

    /** What any answering member still knows of a host. */
    Optional<Member> inRing(String hostId) {
        return in(Status.UP)
                .flatMap(slot -> slot.info().stream())
                .flatMap(info -> info.ring().stream())
                .filter(member -> member.hostId().equals(hostId))
                .findFirst();
    }

    /** Whether some member says anything of the ring, so that absence from it means something. */
    boolean ringKnown(int except) {
        return in(Status.UP)
                .anyMatch(slot -> slot.ordinal() != except && slot.info().isPresent());
    }

    /** Whether no member but this one knows the host any more. */
    boolean goneFromRing(Slot slot) {
        return ringKnown(slot.ordinal())
                && in(Status.UP)
                        .filter(other -> other.ordinal() != slot.ordinal())
                        .flatMap(other -> other.info().stream())
                        .flatMap(info -> info.ring().stream())
                        .noneMatch(member ->
                                member.hostId().equals(slot.record().hostId().orElse("")));
    }
}
