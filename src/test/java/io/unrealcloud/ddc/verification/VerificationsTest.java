package io.unrealcloud.ddc.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.verification.Schedule.Asked;
import io.unrealcloud.ddc.verification.Verifications.Standing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The face the reconciler sees, with work that runs when the test says so. */
class VerificationsTest {
    private static final Asked ASKED = new Asked("rev-1", Optional.empty());
    private static final String RESOURCE = "games/ddc";

    private Instant now = Instant.parse("2026-11-23T10:00:00Z");
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final List<String> changed = new ArrayList<>();
    private final List<Depth> ended = new ArrayList<>();
    private Reply answer = new Reply.Silence("refused");
    private RuntimeException broken;
    private boolean full;

    private final Verifications verifications = new Verifications(
            new Verifier(
                    request -> {
                        if (broken != null) {
                            throw broken;
                        }
                        return answer;
                    },
                    () -> now,
                    pause -> {}),
            Schedule.STANDARD,
            () -> now,
            task -> {
                if (full) {
                    throw new RejectedExecutionException("full");
                }
                work.add(task);
            },
            changed::add,
            (resource, depth, result) -> ended.add(depth));

    @Test
    void answersAtOnceAndTellsWhenItKnowsMore() {
        Standing first = ask();
        assertThat(first.verified().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
        assertThat(first.verified().reason()).isEqualTo(Reason.Verifying);
        assertThat(ask().verified()).isEqualTo(first.verified());
        assertThat(work).hasSize(1);

        work.remove().run();
        assertThat(changed).containsExactly(RESOURCE);
        assertThat(ask().verified().reason()).isEqualTo(Reason.DdcUnreachable);
        assertThat(work).isEmpty();
    }

    @Test
    void theSameOutcomeAgainIsNoNews() {
        ask();
        work.remove().run();
        changed.clear();
        now = ask().next();
        ask();
        work.remove().run();
        assertThat(changed).isEmpty();
        assertThat(ended).hasSize(2);
    }

    @Test
    void asksAgainWhenItSaid() {
        ask();
        work.remove().run();
        Instant next = ask().next();
        assertThat(next).isEqualTo(now.plus(Duration.ofMinutes(1)));
        now = next.minusSeconds(1);
        ask();
        assertThat(work).isEmpty();
        now = next;
        ask();
        assertThat(work).hasSize(1);
    }

    @Test
    void withoutPodsNothingIsTried() {
        Standing none = verifications.standing(RESOURCE, target(List.of()), ASKED);
        assertThat(none.verified().reason()).isEqualTo(Reason.DdcUnreachable);
        assertThat(work).isEmpty();
        ask();
        assertThat(work).hasSize(1);
    }

    @Test
    void aBreakOfOurOwnIsSaidAndTriedAgain() {
        broken = new IllegalStateException("bug");
        ask();
        work.remove().run();
        assertThat(ask().verified().reason()).isEqualTo(Reason.InternalError);
        broken = null;
        now = ask().next();
        ask();
        work.remove().run();
        assertThat(ask().verified().reason()).isEqualTo(Reason.DdcUnreachable);
    }

    @Test
    void aFullHouseIsTriedLater() {
        full = true;
        ask();
        full = false;
        now = now.plus(Duration.ofMinutes(1));
        now = ask().next();
        ask();
        assertThat(work).hasSize(1);
    }

    @Test
    void whatIsForgottenIsNotReported() {
        ask();
        verifications.forget(RESOURCE);
        work.remove().run();
        assertThat(changed).isEmpty();
        ask();
        assertThat(work).hasSize(1);
    }

    private Standing ask() {
        return verifications.standing(
                RESOURCE, target(List.of(new Pod("pod", URI.create("http://127.0.0.1:1")))), ASKED);
    }

    private static Target target(List<Pod> pods) {
        return new Target("site", "ns", "token", pods, 4096, Optional.empty(), Set.of());
    }
}
