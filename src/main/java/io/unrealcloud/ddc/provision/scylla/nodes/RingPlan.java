package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.joined;
import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.LaunchLater;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Record;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Terminate;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Trouble;
import io.unrealcloud.ddc.provision.scylla.nodes.Slot.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The nodes themselves: one change of the ring at a time, none without a majority, and never a second beginning. Pure.
 */
final class RingPlan {

    /** How long a member may be silent before that is trouble: a restart of its process takes less. */
    static final Duration SILENCE = Duration.ofMinutes(1);

    /** How long a node may take to join before somebody should look. */
    static final Duration JOIN = Duration.ofMinutes(30);

    private final DesiredNodes desired;
    private final NodesFacts facts;
    private final Instant now;
    private final Roster roster;
    private final List<Step<NodesOperation>> steps = new ArrayList<>();

    private RingPlan(DesiredNodes desired, NodesFacts facts, Instant now) {
        this.desired = desired;
        this.facts = facts;
        this.now = now;
        this.roster = Roster.of(desired, facts);
    }

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts, Instant now) {
        RingPlan plan = new RingPlan(desired, facts, now);
        Optional<Stop> stop = plan.contradiction();
        if (stop.isPresent()) {
            return List.of(step("ring", stop.get()));
        }
        plan.consent();
        if (!plan.roster.quorum()) {
            plan.steps.addAll(LossPlan.steps(desired, facts, plan.roster));
            return plan.steps;
        }
        plan.tidy();
        plan.bringUp();
        return plan.steps;
    }

    /** What is written down, or said by a node, and cannot be true of this resource. */
    private Optional<Stop> contradiction() {
        ClusterRecord record = roster.record();
        String group = facts.group().map(found -> found.id()).orElse("");
        if (record.malformed().isPresent()) {
            return Optional.of(new Stop(
                    "security group " + group,
                    Reason.ExternalChange,
                    "The tag %s of security group %s says which node is which, and cannot be read. Put its old value back; CloudTrail has it."
                            .formatted(record.malformed().get(), group)));
        }
        if (record.bootstrapped()
                .filter(name -> !name.equals(desired.backend().clusterName()))
                .isPresent()) {
            return Optional.of(new Stop(
                    "security group " + group,
                    Reason.DatacenterDiffers,
                    "The nodes are of the cluster %s, and the resource asks for %s, which cannot change. Set spec.database.scylla.clusterName back."
                            .formatted(
                                    record.bootstrapped().get(),
                                    desired.backend().clusterName())));
        }
        return roster.in(Status.MISFIT).findFirst().map(this::misfit);
    }

    private Stop misfit(Slot slot) {
        NodeInfo info = slot.info().orElseThrow();
        boolean cluster = !info.clusterName().equals(desired.backend().clusterName());
        return new Stop(
                slot.title(),
                Reason.DatacenterDiffers,
                (cluster
                                ? "%s says that its cluster is %s, and the resource names %s. A node's cluster never"
                                        + " changes: set spec.database.scylla.clusterName to the former, or replace the"
                                        + " node."
                                : "%s says that its data centre is %s, and the resource names %s. A node with data"
                                        + " never changes its data centre: set"
                                        + " spec.database.scylla.currentRegion.datacenterName to the former in a new"
                                        + " resource, or correct the image that writes it.")
                        .formatted(
                                capital(slot.title()),
                                cluster ? info.clusterName() : info.datacenter(),
                                cluster ? desired.backend().clusterName() : desired.datacenter()));
    }

    /** A consent that was used up counts again once it was taken back. */
    private void consent() {
        if (roster.record().lossUsed() && desired.backend().acknowledgedLoss().isEmpty()) {
            steps.add(step(
                    "consent given back",
                    new Record(
                            "that acknowledgeDataLoss is no longer given", Map.of(), Set.of(ClusterRecord.LOSS_USED))));
        }
    }

    /** What is not needed goes, and what is true is written down. */
    private void tidy() {
        for (Slot slot : roster.slots()) {
            for (Instance other : slot.others()) {
                boolean stopped = other.state() == InstanceState.STOPPED || other.state() == InstanceState.STOPPING;
                steps.add(step(
                        "instance " + other.id() + " gone",
                        new Terminate(
                                other.id(),
                                "%s of node %d".formatted(other.id(), slot.ordinal()),
                                stopped
                                        ? "it was stopped, and its disks are gone with that"
                                        : "another instance is node " + slot.ordinal())));
            }
        }
        roster.in(Status.UNRECORDED).forEach(slot -> {
            String host = slot.info().orElseThrow().hostId();
            Map<String, String> tags = new HashMap<>();
            tags.put(
                    ClusterRecord.key(slot.ordinal()),
                    slot.record().joined(host, slot.launch()).text());
            if (roster.record().bootstrapped().isEmpty()) {
                tags.put(ClusterRecord.BOOTSTRAPPED, desired.backend().clusterName());
            }
            steps.add(step(
                    joined(slot.ordinal()),
                    new Record("that node %d is host %s".formatted(slot.ordinal(), host), tags, Set.of())));
        });
    }

    private void bringUp() {
        LaunchPlan launches = new LaunchPlan(desired, facts, roster, now);
        Set<String> before = steps.stream().map(Step::id).collect(Collectors.toCollection(TreeSet::new));
        for (Slot slot : pending()) {
            List<Step<NodesOperation>> next = slot.is(Status.JOINING)
                    ? List.of(new Step<>(joined(slot.ordinal()), before, joining(slot)))
                    : before.isEmpty()
                            ? launches.steps(slot)
                            : List.of(new Step<>(
                                    joined(slot.ordinal()),
                                    before,
                                    new LaunchLater(slot.ordinal(), "after: " + String.join(", ", before))));
            steps.addAll(next);
            before = Set.of(next.getLast().id());
        }
        roster.in(Status.DOWN)
                .filter(slot -> slot.ordinal() < desired.nodes().count())
                .forEach(slot -> steps.add(step("node " + slot.ordinal() + " answers", down(slot))));
        if (steps.isEmpty()) {
            steps.addAll(new LifePlan(desired, facts, roster).steps());
        }
    }

    /** What is begun first, then what is lost, then what is new. */
    private List<Slot> pending() {
        return roster.slots().stream()
                .filter(slot -> slot.is(Status.JOINING)
                        || slot.ordinal() < desired.nodes().count()
                                && (slot.is(Status.LAUNCHING) || slot.is(Status.DEAD) || slot.is(Status.ABSENT)))
                .sorted(Comparator.comparingInt(RingPlan::order).thenComparingInt(Slot::ordinal))
                .toList();
    }

    private static int order(Slot slot) {
        return switch (slot.status()) {
            case JOINING -> 0;
            case LAUNCHING -> 1;
            case DEAD -> 2;
            default -> 3;
        };
    }

    private NodesOperation joining(Slot slot) {
        String title = capital(slot.title());
        if (slot.lasting(now).compareTo(JOIN) < 0) {
            return new Await(
                    slot.title(),
                    new Waiting(Reason.NodeJoining, "%s starts and joins the ring: %s.".formatted(title, slot.why())));
        }
        String id = slot.instance().orElseThrow().id();
        return new Trouble(
                slot.title(),
                Reason.NodeNotJoining,
                ("%s has not joined after %d minutes (%s). With much data to copy that is in order; otherwise look at"
                                + " it: aws ssm start-session --target %s, then journalctl -u scylla-server. To try another"
                                + " instance, take its termination protection off and terminate it.")
                        .formatted(title, JOIN.toMinutes(), slot.why(), id));
    }

    private NodesOperation down(Slot slot) {
        if (slot.lasting(now).compareTo(SILENCE) < 0) {
            return new Await(
                    slot.title(),
                    new Waiting(
                            Reason.NodeDown, "%s does not answer: %s.".formatted(capital(slot.title()), slot.why())));
        }
        return new Trouble(
                slot.title(),
                Reason.NodeDown,
                ("%s does not answer CQL on port 9042 (%s). Look at it: aws ssm start-session --target %s, then"
                                + " systemctl status scylla-server. If its data are lost, take its termination protection off and"
                                + " terminate it: another instance takes its place.")
                        .formatted(
                                capital(slot.title()),
                                slot.why(),
                                slot.instance().orElseThrow().id()));
    }

    static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
