package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass found and did.
 *
 * @param known whether the state has ever been read
 * @param plan what was still to do when it ended; of a plan-only pass, all there is to do
 * @param outcomes of the plan's steps; empty if nothing was run
 * @param failure what kept the pass from reading the state; then the rest is of an earlier pass
 * @param next when to come back at the latest
 * @param cluster the nodes there are
 * @param ready members that answer, of those there shall be
 * @param address the DNS record's name; empty where the resource gives no zone, or it was not read yet
 * @param securityGroup id of the nodes' security group; empty before it is made
 * @param quorum whether a majority of the members that were written down may still have its data
 */
public record NodesPass(
        boolean known,
        Plan<NodesOperation> plan,
        Map<String, Outcome> outcomes,
        Optional<AwsException> failure,
        Duration next,
        ScyllaCluster cluster,
        int ready,
        Optional<String> address,
        Optional<String> securityGroup,
        boolean quorum) {

    /** Whether the state was read and nothing is left to do. */
    public boolean done() {
        return failure.isEmpty() && plan.isEmpty();
    }
}
