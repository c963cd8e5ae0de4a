package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.api.v1alpha1.IdentitySpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;

/** What this version of the operator does not do, said as such. */
final class NotYet {

    static final Verdict VERIFICATION = Verdict.unknown(
            Reason.NotVerified,
            "This version of the operator makes no PUT and GET of its own, so it cannot say that DDC serves.");

    private NotYet() {}

    /** A role that exists is used as it is. */
    static IdentityState identity(UnrealCloudDdcSpec spec) {
        return Optional.ofNullable(spec.identity())
                .map(IdentitySpec::roleArn)
                .map(role -> new IdentityState(
                        Verdict.yes(Reason.Available, "Pods use " + role + "; it is not looked into."),
                        Optional.of(role)))
                .orElseGet(() -> new IdentityState(
                        Verdict.no(
                                Reason.NotImplemented,
                                "This version of the operator makes no IAM role. Name one that exists in"
                                        + " spec.identity, with mode Existing."),
                        Optional.empty()));
    }
}
