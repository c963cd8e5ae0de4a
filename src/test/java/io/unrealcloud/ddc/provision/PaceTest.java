package io.unrealcloud.ddc.provision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class PaceTest {

    private static final Instant START = Instant.parse("2026-08-01T12:00:00Z");

    private final Pace pace = new Pace();

    /** However long something takes, it is seen at most a tenth (or a minute) after it is there. */
    @Property(tries = 200)
    void waitingIsLateByATenthAtMost(@ForAll @LongRange(min = 1, max = 7_200_000) long takesMillis) {
        Pace fresh = new Pace();
        Instant there = START.plusMillis(takesMillis);
        Instant now = START;
        int looks = 0;
        while (now.isBefore(there)) {
            now = now.plus(fresh.waiting(now));
            looks++;
        }
        Duration late = Duration.between(there, now);
        assertThat(late).isLessThanOrEqualTo(Duration.ofMillis(Math.max(100, Math.min(60_000, takesMillis / 10))));
        assertThat(looks).isLessThanOrEqualTo(200);
    }

    @Example
    void failuresPauseLongerAndLongerUpToFiveMinutes() {
        Duration last = Duration.ZERO;
        for (int i = 0; i < 40; i++) {
            Duration pause = pace.failed(START);
            assertThat(pause).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofMinutes(5));
            last = pause;
        }
        assertThat(last).isEqualTo(Duration.ofMinutes(5));
        pace.settled();
        assertThat(pace.failed(START)).isEqualTo(Duration.ofSeconds(1));
    }

    @Example
    void aPassThatComesEarlyPutsNothingOff() {
        pace.waiting(START);
        Instant later = START.plusSeconds(100);
        Duration until = pace.waiting(later);
        assertThat(until).isEqualTo(Duration.ofSeconds(10));
        assertThat(pace.waiting(later.plusSeconds(4))).isEqualTo(Duration.ofSeconds(6));
        assertThat(pace.due(later.plusSeconds(9))).isFalse();
        assertThat(pace.due(later.plusSeconds(10))).isTrue();
    }

    @Example
    void whatIsSettledIsDueAtOnce() {
        pace.failed(START);
        assertThat(pace.due(START)).isFalse();
        assertThat(pace.remaining(START)).isPositive();
        pace.settled();
        assertThat(pace.due(START)).isTrue();
        assertThat(pace.remaining(START)).isZero();
    }
}
