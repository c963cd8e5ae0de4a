package io.unrealcloud.ddc.verification;

import java.time.Duration;
import java.util.Optional;

/** What came back from a pod. */
public sealed interface Reply {
    /** @param ioHash the header {@code X-Jupiter-IoHash} */
    record Answered(int status, Optional<String> ioHash, byte[] body, Duration took) implements Reply {
        boolean ok() {
            return status == 200;
        }
    }

    /** The connection failed or nothing came in time. */
    record Silence(String what) implements Reply {}
}
