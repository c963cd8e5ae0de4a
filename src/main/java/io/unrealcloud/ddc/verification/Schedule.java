package io.unrealcloud.ddc.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When to verify next.
 *
 * @param every between checks while all is well, give or take a tenth by resource
 * @param retry after a check that was not well; doubled each time
 * @param retryAtMost where the doubling ends
 */
public record Schedule(Duration every, Duration retry, Duration retryAtMost) {
    public static final Schedule STANDARD =
            new Schedule(Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofMinutes(5));

    /**
     * What has been done for a resource; all of it may be forgotten, which costs one check.
     *
     * @param startedAt of the last check
     * @param failures in a row, up to the last check
     * @param provenRevision of the last check that looked at everything and found it well
     * @param startedFor revision and annotation that the last check was asked for
     */
    public record History(
            Optional<Instant> startedAt, int failures, Optional<String> provenRevision, Optional<Asked> startedFor) {
        public static final History NONE = new History(Optional.empty(), 0, Optional.empty(), Optional.empty());

        History started(Instant at, Asked asked) {
            return new History(Optional.of(at), failures, provenRevision, Optional.of(asked));
        }

        History ended(boolean well, Depth depth, Asked asked) {
            Optional<String> proven = well && depth == Depth.ROLLOUT ? Optional.of(asked.revision()) : provenRevision;
            return new History(startedAt, well ? 0 : Math.min(failures + 1, 20), proven, startedFor);
        }
    }

    /**
     * What may ask for a check out of turn when it changes.
     *
     * @param revision of the rollout
     * @param verifyAt the annotation's value
     */
    public record Asked(String revision, Optional<String> verifyAt) {}

    public record Due(Instant at, Depth depth) {}

    /** @param resource whose share of the jitter it is */
    public Due next(History history, Asked asked, Instant now, String resource) {
        Depth depth = history.provenRevision().equals(Optional.of(asked.revision())) ? Depth.ROUTINE : Depth.ROLLOUT;
        if (history.startedAt().isEmpty()) {
            return new Due(now, depth);
        }
        Instant started = history.startedAt().get();
        // A key of the ring is written once, so two checks never share a slot.
        Instant earliest = Ring.CHECKS.startOf(Ring.CHECKS.slotAt(started) + 1);
        Instant wanted = !history.startedFor().equals(Optional.of(asked))
                ? now
                : started.plus(history.failures() > 0 ? backOff(history.failures()) : jittered(resource));
        return new Due(wanted.isBefore(earliest) ? earliest : wanted, depth);
    }

    private Duration backOff(int failures) {
        Duration wait = retry.multipliedBy(1L << Math.min(failures - 1, 10));
        return wait.compareTo(retryAtMost) > 0 ? retryAtMost : wait;
    }

    private Duration jittered(String resource) {
        long permille = 900 + Math.floorMod(resource.hashCode(), 200);
        return every.multipliedBy(permille).dividedBy(1000);
    }
}
