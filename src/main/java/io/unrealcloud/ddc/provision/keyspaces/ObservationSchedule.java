package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Owner;
import java.time.Duration;
import java.time.Instant;

/**
 * How old knowledge may grow. Events are answered from what is known; within an hour list calls and one read over
 * CQL compare it with AWS; within twelve hours everything is read one by one. So a table that somebody deletes is
 * noticed within about an hour, a changed tag within about twelve. Spread per resource, so that resources that
 * were made together do not all read at once.
 */
record ObservationSchedule(Duration sweepEvery, Duration readAllEvery) {

    /** While something waits for a person. */
    static final Duration BLOCKED_RECHECK = Duration.ofMinutes(10);

    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration READ_ALL = Duration.ofHours(12);

    static ObservationSchedule of(Owner owner) {
        double spread = 0.9 + Math.floorMod(owner.uid().hashCode(), 200) / 1000.0;
        return new ObservationSchedule(scale(SWEEP, spread), scale(READ_ALL, spread));
    }

    boolean readAllDue(KeyspacesFacts facts, Instant now) {
        return !facts.fullAt().plus(readAllEvery).isAfter(now);
    }

    boolean sweepDue(KeyspacesFacts facts, Instant now) {
        return !facts.sweptAt().plus(sweepEvery).isAfter(now);
    }

    /** How long until something is due; never negative. */
    Duration untilNext(KeyspacesFacts facts, Instant now) {
        Duration sweep = Duration.between(now, facts.sweptAt().plus(sweepEvery));
        Duration full = Duration.between(now, facts.fullAt().plus(readAllEvery));
        Duration next = sweep.compareTo(full) < 0 ? sweep : full;
        return next.isNegative() ? Duration.ZERO : next;
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
