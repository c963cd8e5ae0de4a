package io.unrealcloud.ddc.sandbox.cqlfront;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Trouble to make. May be changed at any time by any thread; connections notice at their next step. */
public final class FrontFaults {
    private volatile boolean refusingLogins;
    private volatile Duration replyDelay = Duration.ZERO;
    private final AtomicInteger resets = new AtomicInteger();
    private final AtomicInteger throttled = new AtomicInteger();

    /** Answers every login with an authentication error, until told otherwise. */
    public void refuseLogins(boolean refuse) {
        refusingLogins = refuse;
    }

    /** Holds every answer back for this long; zero ends it. */
    public void delayReplies(Duration delay) {
        replyDelay = delay;
    }

    /** Sends only the first half of each of the next {@code count} answers, then resets the connection. */
    public void resetMidFrame(int count) {
        resets.set(count);
    }

    /**
     * Answers the next {@code count} reads and writes of data as the service does when a table's throughput is
     * used up: with a time-out (Amazon Keyspaces developer guide: throttling).
     */
    public void throttle(int count) {
        throttled.set(count);
    }

    public void clear() {
        refusingLogins = false;
        replyDelay = Duration.ZERO;
        resets.set(0);
        throttled.set(0);
    }

    boolean refusingLogins() {
        return refusingLogins;
    }

    Duration replyDelay() {
        return replyDelay;
    }

    boolean takeReset() {
        return take(resets);
    }

    boolean takeThrottle() {
        return take(throttled);
    }

    private static boolean take(AtomicInteger counter) {
        return counter.get() > 0 && counter.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }
}
