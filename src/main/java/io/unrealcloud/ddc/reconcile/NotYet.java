package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;

/** What this version of the operator does not do, said as such. */
final class NotYet {

    static final Verdict IDENTITY = Verdict.no(
            Reason.NotImplemented,
            "This version of the operator makes no IAM role. Give DDC's pods one that may read and write the keyspaces.");

    static final Verdict WORKLOAD = Verdict.no(
            Reason.NoWorkload,
            "The database is the operator's part so far; it runs no DDC pods. Install DDC and point it at"
                    + " status.database.connection.");

    static final Verdict VERIFICATION =
            Verdict.unknown(Reason.NotVerified, "There are no DDC pods of the operator's to verify.");

    private NotYet() {}
}
