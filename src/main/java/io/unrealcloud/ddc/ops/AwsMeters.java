package io.unrealcloud.ddc.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.CallListener;
import java.util.Locale;

/** AWS calls as the metric {@code ddc_aws_call_seconds}, by service, operation, Region and outcome. */
final class AwsMeters implements CallListener {

    private final MeterRegistry meters;

    AwsMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void ended(Ended call) {
        Timer.builder("ddc.aws.call")
                .description("Calls to AWS, retries included")
                .tag("service", call.call().service())
                .tag("operation", call.call().operation())
                .tag("region", call.call().region())
                .tag("outcome", call.error().map(AwsMeters::lower).orElse("ok"))
                .register(meters)
                .record(call.duration());
    }

    private static String lower(AwsError error) {
        return error.name().toLowerCase(Locale.ROOT);
    }
}
