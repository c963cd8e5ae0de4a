package io.unrealcloud.ddc.sandbox.keyspaces;

import java.time.Duration;
import java.time.Instant;

/** Time as the emulator lives it: real in a sandbox, pushed by hand in tests. */
public interface Timeline extends AutoCloseable {

    Instant now();

    /** Runs the task after the delay; with a delay of zero on the calling thread, before this method returns. */
    void after(Duration delay, Runnable task);

    /** Drops what has not run. */
    @Override
    void close();
}
