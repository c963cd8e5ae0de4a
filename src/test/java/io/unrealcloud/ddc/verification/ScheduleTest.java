package io.unrealcloud.ddc.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.verification.Schedule.Asked;
import io.unrealcloud.ddc.verification.Schedule.Due;
import io.unrealcloud.ddc.verification.Schedule.History;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** When to verify, and where to. */
class ScheduleTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:20Z");
    private static final Asked ASKED = new Asked("rev-1", Optional.empty());
    private static final Schedule SCHEDULE = Schedule.STANDARD;

    @Test
    void theFirstIsAtOnceAndLooksAtEverything() {
        assertThat(next(History.NONE, ASKED, START)).isEqualTo(new Due(START, Depth.ROLLOUT));
    }

    @Test
    void wellMeansHalfAnHourGiveOrTakeATenth() {
        History well = History.NONE.started(START, ASKED).ended(true, Depth.ROLLOUT, ASKED);
        Due due = next(well, ASKED, START.plusSeconds(5));
        assertThat(due.depth()).isEqualTo(Depth.ROUTINE);
        assertThat(due.at()).isBetween(START.plus(Duration.ofMinutes(27)), START.plus(Duration.ofMinutes(33)));
        assertThat(SCHEDULE.next(well, ASKED, START, "other").at()).isNotEqualTo(due.at());
    }

    @Test
    void failuresAreTriedAgainSoonerAndThenLessOften() {
        History history = History.NONE;
        Duration[] waits = {
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5)
        };
        for (Duration wait : waits) {
            history = history.started(START, ASKED).ended(false, Depth.ROLLOUT, ASKED);
            assertThat(next(history, ASKED, START)).isEqualTo(new Due(START.plus(wait), Depth.ROLLOUT));
        }
        assertThat(history.ended(true, Depth.ROLLOUT, ASKED).failures()).isZero();
    }

    @Test
    void aRolloutAndTheAnnotationBringItForwardToTheNextMinute() {
        History well = History.NONE.started(START, ASKED).ended(true, Depth.ROLLOUT, ASKED);
        Instant soon = START.plusSeconds(10);
        assertThat(next(well, new Asked("rev-2", Optional.empty()), soon))
                .isEqualTo(new Due(Instant.parse("2026-11-23T10:01:00Z"), Depth.ROLLOUT));
        assertThat(next(well, new Asked("rev-1", Optional.of("now")), soon))
                .isEqualTo(new Due(Instant.parse("2026-11-23T10:01:00Z"), Depth.ROUTINE));
        Instant later = START.plusSeconds(600);
        assertThat(next(well, new Asked("rev-1", Optional.of("now")), later).at())
                .isEqualTo(later);
    }

    @Test
    void aRolloutStaysUnprovenUntilItsCheckIsWell() {
        Asked second = new Asked("rev-2", Optional.empty());
        History history = History.NONE
                .started(START, ASKED)
                .ended(true, Depth.ROLLOUT, ASKED)
                .started(START.plusSeconds(60), second)
                .ended(false, Depth.ROLLOUT, second);
        assertThat(next(history, second, START.plusSeconds(61)).depth()).isEqualTo(Depth.ROLLOUT);
        assertThat(next(history.ended(true, Depth.ROLLOUT, second), second, START)
                        .depth())
                .isEqualTo(Depth.ROUTINE);
    }

    @Property
    void twoChecksNeverShareAKey(
            @ForAll @LongRange(max = 4_000_000_000L) long seconds, @ForAll @IntRange(max = 300) int later) {
        Instant started = Instant.ofEpochSecond(seconds);
        History history = History.NONE.started(started, ASKED).ended(true, Depth.ROLLOUT, ASKED);
        Instant at = next(history, new Asked("rev-2", Optional.empty()), started.plusSeconds(later))
                .at();
        assertThat(Ring.CHECKS.slotAt(at)).isGreaterThan(Ring.CHECKS.slotAt(started));
    }

    @Property
    void keysComeBackOnlyWhenDdcHasForgottenThem(@ForAll @LongRange(max = 1_000_000_000L) long slot) {
        for (Ring ring : new Ring[] {Ring.CHECKS, Ring.ANNOUNCEMENTS}) {
            assertThat(ring.key("site", slot, "x")).isEqualTo(ring.key("site", slot + ring.size(), "x"));
            assertThat(ring.slot().multipliedBy(ring.size() - 1L)).isGreaterThan(Duration.ofHours(12));
        }
    }

    @Test
    void sitesAndPartsHaveKeysOfTheirOwn() {
        Set<String> keys = new HashSet<>();
        for (String site : new String[] {"us-east-1", "us-west-2"}) {
            for (long slot = 0; slot < Ring.CHECKS.size(); slot++) {
                keys.add(Ring.CHECKS.key(site, slot, "small-0"));
                keys.add(Ring.CHECKS.key(site, slot, "large-0"));
            }
        }
        assertThat(keys).hasSize(4 * Ring.CHECKS.size()).allMatch(key -> key.matches("[0-9a-f]{40}"));
        assertThatThrownBy(() -> new Ring("short", Duration.ofMinutes(1), 60)).hasMessageContaining("remember");
    }

    @Property
    void notesAreReadAsWritten(@ForAll @LongRange(max = 1_000_000_000L) long slot) {
        Note note = new Note("eu-west-1", slot, "abc");
        assertThat(Note.read(note.bytes())).contains(note);
        assertThat(Note.read("something else".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static Due next(History history, Asked asked, Instant now) {
        return SCHEDULE.next(history, asked, now, "games/ddc");
    }
}
