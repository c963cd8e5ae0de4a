package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What one pass found and did.
 *
 * @param facts as known at its end
 * @param plan what was still to do when it ended; of a plan-only pass, all there is to do
 * @param outcomes of the plan's steps; empty if nothing was run
 * @param failure what kept the pass from reading the state; then facts are those of an earlier pass
 * @param next when to come back at the latest
 */
public record IdentityPass(
        IdentityFacts facts,
        Plan<IdentityOperation> plan,
        Map<String, Outcome> outcomes,
        Optional<AwsException> failure,
        Duration next) {

    /** Whether the state was read and nothing is left to do. */
    public boolean done() {
        return failure.isEmpty() && plan.isEmpty();
    }
}
