package io.unrealcloud.ddc.provision;

import java.time.Duration;
import java.time.Instant;

/**
 * When to look again. While something is awaited, after a tenth of the time it has taken so far: late by at most a
 * tenth, whether it takes a second or ten minutes. After failures, with pauses that double. Per resource, not
 * thread-safe: a resource has one pass at a time.
 */
public final class Pace {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Instant waitingSince;
    private Instant due = Instant.EPOCH;
    private int failures;

    /** Whether it is time to look again at what is awaited. */
    public boolean due(Instant now) {
        return !now.isBefore(due);
    }

    /** How long until it is time to look again; never negative. */
    public Duration remaining(Instant now) {
        return due(now) ? Duration.ZERO : Duration.between(now, due);
    }

    /** Something is awaited. A pass that came early, because of an event, does not put the next look off. */
    public Duration waiting(Instant now) {
        failures = 0;
        if (waitingSince != null && !due(now)) {
            return remaining(now);
        }
        if (waitingSince == null) {
            waitingSince = now;
        }
        return until(now, clamp(Duration.between(waitingSince, now).dividedBy(10), SHORTEST, LONGEST_WAIT));
    }

    /** Something went wrong that may heal by itself. */
    public Duration failed(Instant now) {
        failures++;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return until(now, clamp(pause, FIRST_PAUSE, LONGEST_PAUSE));
    }

    /** Nothing is awaited, or something new was asked for: no pause stands in the way. */
    public void settled() {
        waitingSince = null;
        failures = 0;
        due = Instant.EPOCH;
    }

    private Duration until(Instant now, Duration delay) {
        due = now.plus(delay);
        return delay;
    }

    private static Duration clamp(Duration value, Duration least, Duration most) {
        return value.compareTo(least) < 0 ? least : value.compareTo(most) > 0 ? most : value;
    }
}
