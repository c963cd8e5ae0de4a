package io.unrealcloud.ddc.provision.scylla.nodes;

import static io.unrealcloud.ddc.provision.scylla.nodes.StepIds.step;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Await;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Record;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Terminate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A majority of the members is lost. Nothing is launched: an empty cluster in place of a lost one looks like a healthy
 * one, and DDC would collect every ref it does not find there. Only its author's consent, once, lets another begin.
 */
final class LossPlan {

    private LossPlan() {}

    static List<Step<NodesOperation>> steps(DesiredNodes desired, NodesFacts facts, Roster roster) {
        Optional<String> consent = desired.backend().acknowledgedLoss();
        boolean given = consent.filter(desired.backend().clusterName()::equals).isPresent();
        return given && !roster.record().lossUsed()
                ? beginAnew(facts, roster)
                : List.of(step("ring", lost(desired, roster, given)));
    }

    private static Stop lost(DesiredNodes desired, Roster roster, boolean used) {
        List<Slot> members = roster.members();
        String gone = members.stream()
                .filter(slot -> !slot.alive())
                .map(slot -> "node %d (host %s)"
                        .formatted(slot.ordinal(), slot.record().hostId().orElseThrow()))
                .collect(Collectors.joining(", "));
        return new Stop(
                "ring",
                Reason.QuorumLost,
                ("%d of %d members of the cluster %s are lost: %s. Without a majority no node can be replaced, and"
                                        + " nothing is launched. ")
                                .formatted(
                                        members.stream()
                                                .filter(slot -> !slot.alive())
                                                .count(),
                                        members.size(),
                                        desired.backend().clusterName(),
                                        gone)
                        + (used
                                ? "The consent in spec.database.scylla.acknowledgeDataLoss was used up by an earlier"
                                        + " loss: empty it, and set it again to give up this database too."
                                : "To give the data up and begin with an empty database, set spec.database.scylla.acknowledgeDataLoss to %s."
                                        .formatted(desired.backend().clusterName())));
    }

    private static List<Step<NodesOperation>> beginAnew(NodesFacts facts, Roster roster) {
        List<Step<NodesOperation>> steps = new ArrayList<>();
        for (Instance instance : facts.instances()) {
            steps.add(
                    instance.state() == InstanceState.SHUTTING_DOWN
                            ? step(
                                    "instance " + instance.id() + " gone",
                                    new Await(
                                            instance.id(),
                                            new Waiting(
                                                    Reason.RemovingNodes,
                                                    "What is left of the lost cluster is being terminated.")))
                            : step(
                                    "instance " + instance.id() + " gone",
                                    new Terminate(
                                            instance.id(),
                                            instance.id(),
                                            "its cluster is lost, and was given up by acknowledgeDataLoss")));
        }
        Map<String, String> tags = new HashMap<>(Map.of(ClusterRecord.LOSS_USED, "true"));
        roster.record()
                .nodes()
                .forEach((ordinal, record) ->
                        tags.put(ClusterRecord.key(ordinal), record.left().text()));
        steps.add(new Step<>(
                "loss written down",
                steps.stream().map(Step::id).collect(Collectors.toSet()),
                new Record(
                        "that the lost cluster was given up",
                        tags,
                        Set.of(ClusterRecord.BOOTSTRAPPED, ClusterRecord.COMPLETE))));
        return steps;
    }
}
