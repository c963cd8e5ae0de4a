package io.unrealcloud.ddc.verification;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.verification.Schedule.Asked;
import io.unrealcloud.ddc.verification.Schedule.Due;
import io.unrealcloud.ddc.verification.Schedule.History;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Verification as a reconciler uses it: {@link #standing} answers at once with what is known, and starts a check in
 * the background when one is due. At most one check runs for a resource.
 */
public final class Verifications {
    private static final System.Logger LOG = System.getLogger(Verifications.class.getName());

    private final Verifier verifier;
    private final Schedule schedule;
    private final InstantSource clock;
    private final Executor executor;
    private final Consumer<String> changed;
    private final VerificationListener listener;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /**
     * @param executor runs checks, which block; its size bounds how many run at once
     * @param changed told the resource whose standing has changed, from the executor's threads
     */
    public Verifications(
            Verifier verifier,
            Schedule schedule,
            InstantSource clock,
            Executor executor,
            Consumer<String> changed,
            VerificationListener listener) {
        this.verifier = verifier;
        this.schedule = schedule;
        this.clock = clock;
        this.executor = executor;
        this.changed = changed;
        this.listener = listener;
    }

    /**
     * @param verified the condition {@code Verified}
     * @param crossRegion the condition {@code CrossRegionVerified}, where there are other sites
     * @param provenAt when DDC last proved itself
     * @param next when to ask again; a check that ends earlier says so through {@code changed}
     */
    public record Standing(Verdict verified, Optional<Verdict> crossRegion, Optional<Instant> provenAt, Instant next) {}

    private static final class State {
        private History history = History.NONE;
        private boolean running;
        private long announced = Long.MIN_VALUE;
        private Verdict verified = Verdict.unknown(Reason.Verifying, "The first verification is under way.");
        private Optional<Verdict> crossRegion = Optional.empty();
        private Optional<Instant> provenAt = Optional.empty();
        private boolean forgotten;
    }

    /**
     * What is known of the resource. Never blocks.
     *
     * @param resource namespace and name, or any other key
     * @param asked a change of it brings the next check forward
     */
    public Standing standing(String resource, Target target, Asked asked) {
        State state = states.computeIfAbsent(resource, key -> new State());
        synchronized (state) {
            Instant now = clock.instant();
            Due due = schedule.next(state.history, asked, now, resource);
            if (target.pods().isEmpty()) {
                Verdict none = new Outcome.NoPods().verdict();
                return new Standing(none, state.crossRegion, state.provenAt, later(now, due.at()));
            }
            if (!state.running && !due.at().isAfter(now)) {
                state.running = true;
                state.history = state.history.started(now, asked);
                boolean announce = state.announced != Ring.ANNOUNCEMENTS.slotAt(now);
                begin(state, () -> run(resource, state, target, asked, due.depth(), announce));
            }
            Due next = state.running ? schedule.next(state.history, asked, now, resource) : due;
            return new Standing(state.verified, state.crossRegion, state.provenAt, later(now, next.at()));
        }
    }

    /** How the last check ended; empty before one has. Begins none. */
    public Optional<Verdict> last(String resource) {
        State state = states.get(resource);
        if (state == null) {
            return Optional.empty();
        }
        synchronized (state) {
            return Optional.of(state.verified).filter(verdict -> verdict.reason() != Reason.Verifying);
        }
    }

    private void begin(State state, Runnable check) {
        try {
            executor.execute(check);
        } catch (RejectedExecutionException e) {
            // The operator is ending, or busy: the schedule says when to try again.
            state.running = false;
            LOG.log(System.Logger.Level.DEBUG, "No room for a verification now", e);
        }
    }

    private static Instant later(Instant now, Instant due) {
        Instant soonest = now.plusSeconds(1);
        return due.isBefore(soonest) ? soonest : due;
    }

    /** Drops what is known of a resource that is gone. */
    public void forget(String resource) {
        State state = states.remove(resource);
        if (state != null) {
            synchronized (state) {
                state.forgotten = true;
            }
        }
    }

    private void run(String resource, State state, Target target, Asked asked, Depth depth, boolean announce) {
        Optional<Verifier.Result> result = Optional.empty();
        try {
            result = Optional.of(verifier.verify(target, depth, announce));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "Verification of " + resource + " broke", e);
        }
        boolean news = keep(state, asked, depth, announce, result);
        result.ifPresent(ended -> listener.ended(resource, depth, ended));
        if (news) {
            changed.accept(resource);
        }
    }

    /** Whether anything changed that somebody should look at. */
    private boolean keep(State state, Asked asked, Depth depth, boolean announce, Optional<Verifier.Result> result) {
        synchronized (state) {
            Verdict verdict = result.map(ended -> ended.outcome().verdict())
                    .orElseGet(() -> Verdict.unknown(
                            Reason.InternalError,
                            "The verification itself broke; the operator's log says how. It is tried again."));
            boolean well = result.filter(ended -> ended.outcome().isVerified()).isPresent();
            Optional<Verdict> crossRegion = result.flatMap(Verifier.Result::crossRegion);
            boolean news = !verdict.equals(state.verified) || !crossRegion.equals(state.crossRegion);
            state.running = false;
            state.verified = verdict;
            state.crossRegion = crossRegion;
            state.history = state.history.ended(well, depth, asked);
            if (well) {
                Instant now = clock.instant();
                state.provenAt = Optional.of(now);
                if (announce) {
                    state.announced = state.history
                            .startedAt()
                            .map(Ring.ANNOUNCEMENTS::slotAt)
                            .orElse(Long.MIN_VALUE);
                }
            }
            return news && !state.forgotten;
        }
    }
}
