package io.unrealcloud.ddc.sandbox.keyspaces;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The wall clock and a few threads. */
public final class RealTimeline implements Timeline {

    private static final int THREADS = 4;

    private final Clock clock = Clock.systemUTC();
    private final ScheduledThreadPoolExecutor executor;

    public RealTimeline() {
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(task, "keyspaces-emulator-changes");
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
        } else {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
