package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * Carries out one operation. What IAM accepted goes to the facts as it was sent: a read just after a write may still
 * give the old state.
 */
final class IdentityRunner {

    private final IamPort iam;
    private final AtomicReference<IdentityFacts> facts;
    private final Clock clock;

    IdentityRunner(IamPort iam, AtomicReference<IdentityFacts> facts, Clock clock) {
        this.iam = iam;
        this.facts = facts;
        this.clock = clock;
    }

    Outcome run(IdentityOperation operation) {
        try {
            return switch (operation) {
                case IdentityOperation.CreateProvider create -> create(create);
                case IdentityOperation.CreateRole create -> {
                    Role made = iam.createRole(create.role());
                    yield changed((known, now) -> known.withCreated(made, now));
                }
                case IdentityOperation.ClaimRole claim -> {
                    iam.tagRole(claim.role(), claim.tags());
                    yield changedRole(role -> role.withTags(merged(role.tags(), claim.tags())));
                }
                case IdentityOperation.SetTrust set -> {
                    iam.updateTrust(set.role(), set.document());
                    yield changedRole(role -> role.withTrust(set.document()));
                }
                case IdentityOperation.SetBoundary set -> {
                    iam.putBoundary(set.role(), set.policyArn());
                    yield changedRole(role -> role.withBoundary(set.policyArn()));
                }
                case IdentityOperation.PutPolicy put -> {
                    iam.putInlinePolicy(put.role(), put.policy(), put.document());
                    yield changed((known, now) -> known.withPolicy(Optional.of(put.document()), now));
                }
                case IdentityOperation.LeaveInstanceProfile leave ->
                    gone(() -> iam.removeFromInstanceProfile(leave.role(), leave.profile()));
                case IdentityOperation.DetachPolicy detach ->
                    gone(() -> iam.detachPolicy(detach.role(), detach.policyArn()));
                case IdentityOperation.DeletePolicy delete -> {
                    gone(() -> iam.deleteInlinePolicy(delete.role(), delete.policy()));
                    yield changed((known, now) -> known.withPolicy(Optional.empty(), now));
                }
                case IdentityOperation.DeleteRole delete -> delete(delete.role());
                case IdentityOperation.Await await -> new Outcome.Waits(await.waiting());
                case IdentityOperation.Stop stop -> new Outcome.Blocked(stop.reason(), stop.message());
            };
        } catch (AwsException failure) {
            return AwsOutcomes.of(failure);
        }
    }

    private Outcome create(IdentityOperation.CreateProvider create) {
        String arn = iam.createOidcProvider(create.issuer(), List.of(TrustPolicy.AUDIENCE), create.tags());
        return changed((known, now) ->
                known.withTrusted(known.cluster(), Optional.of(new OidcProvider(arn, List.of(TrustPolicy.AUDIENCE)))));
    }

    private Outcome delete(String role) {
        gone(() -> iam.deleteRole(role));
        return iam.role(role).isEmpty()
                ? new Outcome.Done()
                : new Outcome.Waits(new Waiting(Reason.Deleting, "Role " + role + " is being deleted."));
    }

    /** What is gone already is as good as deleted. */
    private static Outcome gone(Runnable delete) {
        try {
            delete.run();
        } catch (AwsException failure) {
            if (failure.error() != AwsError.NOT_FOUND) {
                throw failure;
            }
        }
        return new Outcome.Done();
    }

    private Outcome changedRole(UnaryOperator<Role> change) {
        return changed((known, now) -> known.withRole(change.apply(known.role().orElseThrow()), now));
    }

    /** Steps run at the same time; the change may run more than once. */
    private Outcome changed(BiFunction<IdentityFacts, Instant, IdentityFacts> change) {
        Instant now = clock.instant();
        facts.updateAndGet(known -> change.apply(known, now));
        return new Outcome.Done();
    }

    private static Map<String, String> merged(Map<String, String> tags, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return all;
    }
}
