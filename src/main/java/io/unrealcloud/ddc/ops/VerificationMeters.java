package io.unrealcloud.ddc.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.unrealcloud.ddc.verification.Depth;
import io.unrealcloud.ddc.verification.VerificationListener;
import io.unrealcloud.ddc.verification.Verifier;

/** Checks of DDC: {@code ddc_verification_total} by outcome, {@code ddc_verification_put_seconds} and {@code _get_}. */
final class VerificationMeters implements VerificationListener {

    private final MeterRegistry meters;

    VerificationMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void ended(String resource, Depth depth, Verifier.Result result) {
        meters.counter(
                        "ddc.verification",
                        "outcome",
                        result.outcome().verdict().reason().name())
                .increment();
        result.timings().puts().forEach(meters.timer("ddc.verification.put")::record);
        result.timings().gets().forEach(meters.timer("ddc.verification.get")::record);
    }
}
