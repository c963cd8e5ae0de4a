package io.unrealcloud.ddc.aws;

import java.time.Duration;
import java.util.Optional;

/** Told of every AWS call when it has ended. Called on the calling thread, from many threads; must not throw. */
@FunctionalInterface
public interface CallListener {
    CallListener NONE = ended -> {};

    void ended(Ended call);

    /**
     * @param error empty if the call succeeded
     * @param attempts requests sent, retries included; 0 if none left the machine
     * @param duration from the first attempt to the outcome, waits between attempts included
     */
    record Ended(AwsCall call, Optional<AwsError> error, int attempts, Duration duration) {}
}
