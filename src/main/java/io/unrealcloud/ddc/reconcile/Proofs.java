package io.unrealcloud.ddc.reconcile;

import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.verification.DatabaseRows;
import io.unrealcloud.ddc.verification.JdkDdcHttp;
import io.unrealcloud.ddc.verification.Schedule;
import io.unrealcloud.ddc.verification.VerificationListener;
import io.unrealcloud.ddc.verification.Verifications;
import io.unrealcloud.ddc.verification.Verifier;
import io.unrealcloud.ddc.verification.counters.GatewayCounters;
import io.unrealcloud.ddc.verification.counters.GatewayErrors;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What verification needs: the checks, the gateways' counters, the way to rows past DDC, and the way back into a pass.
 *
 * @param rows opens the database of a backend for reading; called from a check's thread
 */
public record Proofs(
        Verifications verifications,
        GatewayCounters counters,
        Function<KeyspacesBackend, DatabaseRows> rows,
        Nudges nudges) {

    /** A gateway answers from memory. */
    private static final Duration COUNTERS = Duration.ofSeconds(4);

    /** @param executor runs checks, which block for seconds; its size bounds how many run at once */
    public static Proofs standard(
            Executor executor,
            Function<KeyspacesBackend, DatabaseRows> rows,
            VerificationListener listener,
            Clock clock) {
        Nudges nudges = new Nudges();
        return new Proofs(
                new Verifications(
                        new Verifier(
                                new JdkDdcHttp(), new GatewayErrors(new JdkDdcHttp(COUNTERS), GatewayPart.PORT), clock),
                        Schedule.STANDARD,
                        clock,
                        executor,
                        nudges::about,
                        listener),
                new GatewayCounters(new JdkDdcHttp(COUNTERS), clock, executor, nudges::about),
                rows,
                nudges);
    }
}
