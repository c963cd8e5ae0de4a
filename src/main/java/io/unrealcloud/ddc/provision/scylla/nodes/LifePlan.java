package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Command;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Record;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Terminate;
import io.unrealcloud.ddc.provision.scylla.nodes.Slot.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What happens to a ring in which every node there shall be is a member and answers. Pure. */
final class LifePlan {

    private final DesiredNodes desired;
    private final NodesFacts facts;
    private final Roster roster;

    LifePlan(DesiredNodes desired, NodesFacts facts, Roster roster) {
        this.desired = desired;
        this.facts = facts;
        this.roster = roster;
    }

    List<Step<NodesOperation>> steps() {
        Optional<Slot> leaving = roster.slots().stream()
                .filter(slot -> slot.ordinal() >= desired.nodes().count()
                        && (slot.member() || slot.instance().isPresent()))
                .max(Comparator.comparingInt(Slot::ordinal));
        if (leaving.isPresent()) {
            return leave(leaving.get());
        }
        List<Step<NodesOperation>> grown = grown();
        return grown.isEmpty() ? rolling() : grown;
    }

    /** The highest one hands its data over, is gone from the ring, and is terminated, in this order. */
    private List<Step<NodesOperation>> leave(Slot slot) {
        int count = desired.nodes().count();
        String left = "node " + slot.ordinal() + " left the ring";
        if (count < desired.backend().replicationFactor()) {
            return List.of(step(
                    left,
                    new Stop(
                            slot.title(),
                            Reason.InvalidSpec,
                            "%d nodes cannot hold %d copies of each row. Set spec.database.scylla.currentRegion.nodeCount to at least the replicationFactor."
                                    .formatted(count, desired.backend().replicationFactor()))));
        }
        if (slot.member() && roster.goneFromRing(slot)) {
            return slot.instance().isPresent() || slot.ending() ? terminate(slot) : forget(slot);
        }
        if (!slot.member()) {
            return terminate(slot);
        }
        Optional<Slot> other = roster.in(Status.UP)
                .filter(one -> one.ordinal() != slot.ordinal())
                .findFirst();
        if (slot.is(Status.DEAD) || slot.is(Status.LAUNCHING)) {
            // It can hand nothing over any more; what it had is on others.
            return other.map(one -> List.of(step(
                            left,
                            command(
                                    one,
                                    new NodeCommand.RemoveNode(
                                            slot.record().hostId().orElseThrow())))))
                    .orElseGet(List::of);
        }
        NodeCommand decommission = new NodeCommand.Decommission();
        return facts.finished()
                        .contains(NodesRunner.key(slot.instance().orElseThrow().id(), decommission))
                ? List.of(step(
                        left,
                        new Await(
                                slot.title(),
                                new Waiting(
                                        Reason.RemovingNodes,
                                        "Node %d has handed its data over and leaves the ring."
                                                .formatted(slot.ordinal())))))
                : List.of(step(left, command(slot, decommission)));
    }

    private List<Step<NodesOperation>> terminate(Slot slot) {
        String id = "node " + slot.ordinal() + " gone";
        return List.of(
                slot.instance().isPresent()
                        ? step(id, new Terminate(slot.instance().get().id(), slot.title(), "it has left the ring"))
                        : step(
                                id,
                                new Await(
                                        slot.title(),
                                        new Waiting(
                                                Reason.RemovingNodes,
                                                "Node %d is being terminated.".formatted(slot.ordinal())))));
    }

    private List<Step<NodesOperation>> forget(Slot slot) {
        return List.of(step(
                "node " + slot.ordinal() + " written off",
                new Record(
                        "that node %d has left".formatted(slot.ordinal()),
                        Map.of(
                                ClusterRecord.key(slot.ordinal()),
                                slot.record().left().text()),
                        Set.of())));
    }

    /** After nodes have joined, those that were there before drop what they no longer own. */
    private List<Step<NodesOperation>> grown() {
        int count = desired.nodes().count();
        int before = roster.record().complete().orElse(count);
        if (roster.record().complete().isPresent() && before == count) {
            return List.of();
        }
        List<Step<NodesOperation>> steps = new ArrayList<>();
        if (before < count) {
            Slot newest = roster.slot(count - 1).orElseThrow();
            NodeCommand cleanup = new NodeCommand.Cleanup("%d-%d".formatted(newest.ordinal(), newest.launch()));
            String needs = "";
            for (int ordinal = 0; ordinal < before; ordinal++) {
                Slot slot = roster.slot(ordinal).orElseThrow();
                if (facts.finished()
                        .contains(NodesRunner.key(slot.instance().orElseThrow().id(), cleanup))) {
                    continue;
                }
                String id = "node " + ordinal + " cleaned up";
                steps.add(step(id, command(slot, cleanup), needs));
                needs = id;
            }
        }
        steps.add(new Step<>(
                "number of nodes written down",
                steps.isEmpty() ? Set.of() : Set.of(steps.getLast().id()),
                new Record(
                        "that there are %d nodes".formatted(count),
                        Map.of(ClusterRecord.COMPLETE, String.valueOf(count)),
                        Set.of())));
        return steps;
    }

    /** One node after the other makes room for one of the new kind; its place in the ring stays. */
    private List<Step<NodesOperation>> rolling() {
        Optional<Slot> other = roster.in(Status.UP)
                .filter(slot -> differs(slot.instance().orElseThrow()))
                .findFirst();
        if (!desired.nodes().rolling() || other.isEmpty()) {
            return List.of();
        }
        Slot slot = other.get();
        String id = "node " + slot.ordinal() + " of the new kind";
        int members = roster.members().size();
        if (2 * (members - 1) <= members) {
            return List.of(step(
                    id,
                    new Stop(
                            slot.title(),
                            Reason.InvalidSpec,
                            "Nodes are replaced one by one only where a majority stays: at least three nodes."
                                    + " Raise spec.database.scylla.currentRegion.nodeCount first.")));
        }
        return List.of(step(
                id,
                new Terminate(
                        slot.instance().orElseThrow().id(),
                        slot.title(),
                        "it is %s with image %s, and shall be %s with image %s; another instance takes its place"
                                .formatted(
                                        slot.instance().orElseThrow().type(),
                                        slot.instance().orElseThrow().imageId(),
                                        desired.nodes().instanceType(),
                                        facts.images().getFirst().id()))));
    }

    /** Another image of the same words is no other image; without any image nothing is replaced. */
    private boolean differs(Instance instance) {
        return !facts.images().isEmpty()
                && (!instance.type().equals(desired.nodes().instanceType())
                        || facts.images().stream().map(Image::id).noneMatch(instance.imageId()::equals));
    }

    private Command command(Slot slot, NodeCommand command) {
        return new Command(
                new ScyllaCluster.Node(
                        slot.ordinal(),
                        slot.instance().map(Instance::id),
                        slot.address().orElse(""),
                        slot.record().hostId(),
                        slot.speaks()),
                command,
                switch (command) {
                    case NodeCommand.Decommission leave -> Reason.RemovingNodes;
                    case NodeCommand.RemoveNode leave -> Reason.RemovingNodes;
                    default -> Reason.NodeCommandRunning;
                });
    }
}
