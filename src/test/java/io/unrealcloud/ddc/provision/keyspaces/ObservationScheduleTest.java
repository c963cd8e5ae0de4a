package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservationScheduleTest {

    private static final Instant READ = Instant.parse("2026-08-01T12:00:00Z");
    private static final KeyspacesFacts FACTS =
            new KeyspacesFacts(Map.of(), Optional.empty(), Map.of(), Map.of(), READ, READ);

    @Test
    void staysWithinATenthOfItsPeriods() {
        for (int i = 0; i < 500; i++) {
            ObservationSchedule schedule = of("uid-" + i);
            assertThat(schedule.sweepEvery()).isBetween(Duration.ofMinutes(54), Duration.ofMinutes(66));
            assertThat(schedule.readAllEvery()).isBetween(Duration.ofMinutes(648), Duration.ofMinutes(792));
        }
    }

    @Test
    void spreadsResources() {
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> of(java.util
                                        .UUID
                                        .nameUUIDFromBytes(new byte[] {(byte) i})
                                        .toString())
                                .sweepEvery())
                        .collect(Collectors.toSet()))
                .hasSizeGreaterThan(50);
    }

    @Test
    void isTheSameForTheSameResource() {
        assertThat(of("uid")).isEqualTo(of("uid"));
    }

    @Test
    void isDueWhenThePeriodHasPassedAndSaysHowLongUntilThen() {
        ObservationSchedule schedule = of("uid");
        Instant due = READ.plus(schedule.sweepEvery());
        assertThat(schedule.untilNext(FACTS, READ)).isEqualTo(schedule.sweepEvery());
        assertThat(schedule.sweepDue(FACTS, due.minusMillis(1))).isFalse();
        assertThat(schedule.sweepDue(FACTS, due)).isTrue();
        assertThat(schedule.readAllDue(FACTS, due)).isFalse();
        assertThat(schedule.readAllDue(FACTS, READ.plus(schedule.readAllEvery())))
                .isTrue();
        assertThat(schedule.untilNext(FACTS, due.plusSeconds(999))).isZero();
    }

    private static ObservationSchedule of(String uid) {
        return ObservationSchedule.of(new Owner("arn", "games", "ddc", uid));
    }
}
