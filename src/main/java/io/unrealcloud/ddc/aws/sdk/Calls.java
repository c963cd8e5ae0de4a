package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Runs the calls of one service in one Region: every one is counted, timed, reported and has its errors classified. */
final class Calls {
    private final String service;
    private final String region;
    private final CallListener listener;

    Calls(String service, String region, CallListener listener) {
        this.service = service;
        this.region = region;
        this.listener = listener;
    }

    String region() {
        return region;
    }

    /** @param call makes the SDK call with the given configuration, which must be set on the request */
    <T> T run(String operation, String target, Function<AwsRequestOverrideConfiguration.Builder, T> call) {
        AwsCall described = new AwsCall(service, operation, region, target);
        AtomicInteger attempts = new AtomicInteger();
        long begun = System.nanoTime();
        Optional<AwsError> error = Optional.empty();
        try {
            return call.apply(
                    AwsRequestOverrideConfiguration.builder().putExecutionAttribute(AttemptCounter.ATTEMPTS, attempts));
        } catch (RuntimeException e) {
            AwsException classified = ErrorClassifier.classify(described, e);
            error = Optional.of(classified.error());
            throw classified;
        } finally {
            listener.ended(new CallListener.Ended(
                    described, error, attempts.get(), Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /** Like {@link #run}, with empty for what is not there. */
    <T> Optional<T> find(String operation, String target, Function<AwsRequestOverrideConfiguration.Builder, T> call) {
        try {
            return Optional.of(run(operation, target, call));
        } catch (AwsException e) {
            if (e.error() == AwsError.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
