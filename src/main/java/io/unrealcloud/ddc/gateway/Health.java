package io.unrealcloud.ddc.gateway;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What the probes say. Start-up waits for one authenticated round trip to the database; afterwards readiness is
 * local and allows the database to be away for a while, since a blip must not take every pod out of its Service
 * at once.
 */
final class Health {
    private final LongSupplier ticker;
    private final long grace;
    private volatile boolean started;
    private volatile boolean draining;
    private volatile long answeredAt;
    private volatile String failure = "the first login to the database is still under way";

    Health(Duration grace, LongSupplier ticker) {
        this.grace = grace.toNanos();
        this.ticker = ticker;
    }

    /** The database answered an authenticated request. */
    void upstreamAnswered() {
        answeredAt = ticker.getAsLong();
    }

    /** The first authenticated round trip is done. */
    void upstreamProved() {
        upstreamAnswered();
        started = true;
    }

    void upstreamFailed(String reason) {
        failure = reason;
    }

    void drain() {
        draining = true;
    }

    boolean started() {
        return started;
    }

    boolean ready() {
        return started && !draining && ticker.getAsLong() - answeredAt <= grace;
    }

    /** One line for the person who looks. */
    String explain() {
        if (draining) {
            return "shutting down";
        }
        if (!started) {
            return "waiting for the database: " + failure;
        }
        return ready() ? "ok" : "the database has not answered for longer than the grace period: " + failure;
    }
}
