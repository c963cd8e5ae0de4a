package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;

/** What this version of the operator does not do, said as such. */
final class NotYet {

    static final Verdict VERIFICATION = Verdict.unknown(
            Reason.NotVerified,
            "This version of the operator makes no PUT and GET of its own, so it cannot say that DDC serves.");

    private NotYet() {}
}
