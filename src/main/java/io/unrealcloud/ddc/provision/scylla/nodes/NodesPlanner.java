package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From what shall be and what is to the steps between them. Pure. */
final class NodesPlanner {

    private NodesPlanner() {}

    static Plan<NodesOperation> plan(DesiredNodes desired, NodesFacts facts, Instant now) {
        List<Step<NodesOperation>> group = GroupPlan.steps(desired, facts);
        List<Step<NodesOperation>> profile = ProfilePlan.steps(desired, facts, now);
        List<Step<NodesOperation>> steps = new ArrayList<>(group);
        steps.addAll(profile);
        boolean stopped = group.stream().anyMatch(step -> step.operation() instanceof Stop);
        if (!stopped) {
            steps.addAll(DocumentPlan.steps(desired, facts));
            steps.addAll(RingPlan.steps(desired, facts, now));
            steps.addAll(AddressPlan.steps(desired, facts));
        }
        return new Plan<>(steps);
    }
}
