package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.DesiredIdentity.Existing;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.Outcome;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pass over a role, judged. Pure.
 *
 * @param ready whether pods can run under the role
 * @param progressing whether something is under way
 * @param degraded whether something needs attention
 * @param roleArn the role to run pods under; empty while there is none, or while it cannot be read for the first time
 */
public record IdentityReport(Verdict ready, Verdict progressing, Verdict degraded, Optional<String> roleArn) {

    public static IdentityReport of(DesiredIdentity desired, IdentityPass pass) {
        return new IdentityReport(ready(desired, pass), progressing(pass), degraded(pass), roleArn(desired, pass));
    }

    private static Verdict ready(DesiredIdentity desired, IdentityPass pass) {
        Optional<Verdict> blocked = blocked(pass).findFirst().map(stop -> Verdict.no(stop.reason(), stop.message()));
        if (blocked.isPresent()) {
            return blocked.get();
        }
        if (pass.facts().known() && usable(pass)) {
            return Verdict.yes(Reason.Available, available(desired, pass.facts()));
        }
        if (pass.failure().isPresent()) {
            Reason reason = AwsOutcomes.reason(pass.failure().get());
            String message = pass.failure().get().getMessage();
            return pass.facts().known() ? Verdict.no(reason, message) : Verdict.unknown(reason, message);
        }
        return failed(pass)
                .findFirst()
                .map(failed -> Verdict.no(failed.reason(), failed.message()))
                .or(() -> waiting(pass).findFirst().map(wait -> Verdict.no(wait.reason(), wait.message())))
                .orElseGet(() -> Verdict.no(Reason.Pending, "Nothing has been done yet."));
    }

    /** All is there, or only a change of a role that pods use already is still spreading. */
    private static boolean usable(IdentityPass pass) {
        return pass.plan().steps().stream()
                .allMatch(step -> step.operation() instanceof IdentityOperation.Await await
                        && await.waiting().reason() == Reason.RoleSpreading);
    }

    private static String available(DesiredIdentity desired, IdentityFacts facts) {
        return switch (desired) {
            case Managed managed ->
                "DDC's pods may run under %s."
                                .formatted(facts.role().map(Role::arn).orElse(managed.roleName()))
                        + (facts.others().isEmpty()
                                ? ""
                                : " It also has %s, which the operator did not put there and leaves alone."
                                        .formatted(String.join(", ", facts.others())));
            case Existing existing ->
                facts.role().isPresent()
                        ? "DDC's pods may run under %s, which is left as it is.".formatted(existing.roleArn())
                        : "DDC's pods run under %s, which the operator cannot read: whether it trusts them is not checked."
                                .formatted(existing.roleArn());
        };
    }

    private static Verdict progressing(IdentityPass pass) {
        return waiting(pass)
                .findFirst()
                .map(wait -> Verdict.yes(wait.reason(), wait.message()))
                .or(() -> failed(pass).findFirst().map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .orElseGet(() -> Verdict.no(
                        Reason.Reconciled,
                        pass.plan().changesAnything() && pass.outcomes().isEmpty()
                                ? "Nothing is under way; status.plan says what would be done."
                                : "Nothing is under way."));
    }

    private static Verdict degraded(IdentityPass pass) {
        if (pass.failure().isPresent()) {
            return Verdict.yes(
                    AwsOutcomes.reason(pass.failure().get()),
                    "The role could not be read, and what is known of it grows old: "
                            + pass.failure().get().getMessage());
        }
        return Stream.concat(
                        blocked(pass).map(stop -> Verdict.yes(stop.reason(), stop.message())),
                        failed(pass).map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .findFirst()
                .orElseGet(() -> Verdict.no(Reason.Reconciled, "Nothing needs attention."));
    }

    private static Optional<String> roleArn(DesiredIdentity desired, IdentityPass pass) {
        return switch (desired) {
            case Existing existing -> Optional.of(existing.roleArn());
            case Managed managed ->
                pass.facts()
                        .role()
                        .filter(role -> managed.pods().owner().ownership(role.tags()) instanceof Ownership.Ours)
                        .map(Role::arn);
        };
    }

    private static Stream<Waiting> waiting(IdentityPass pass) {
        return pass.outcomes().values().stream()
                .filter(Outcome.Waits.class::isInstance)
                .map(outcome -> ((Outcome.Waits) outcome).waiting());
    }

    private static Stream<Outcome.Failed> failed(IdentityPass pass) {
        return pass.outcomes().values().stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast);
    }

    /** Also of steps that no pass has run: what is planned to stop is stopped. */
    private static Stream<Outcome.Blocked> blocked(IdentityPass pass) {
        return Stream.concat(
                        pass.plan().steps().stream()
                                .map(step -> step.operation())
                                .filter(IdentityOperation.Stop.class::isInstance)
                                .map(IdentityOperation.Stop.class::cast)
                                .map(stop -> new Outcome.Blocked(stop.reason(), stop.message())),
                        pass.outcomes().values().stream()
                                .filter(Outcome.Blocked.class::isInstance)
                                .map(Outcome.Blocked.class::cast))
                .distinct();
    }
}
