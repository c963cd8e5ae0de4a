package io.unrealcloud.ddc.verification;

import io.unrealcloud.ddc.model.Verdict;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Verifies one DDC: blocks for seconds, so it is not for a reconciler's thread. What is not stored at the first look
 * is tried again under another key, because DDC on ScyllaDB writes and reads at LOCAL_ONE.
 */
public final class Verifier {
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final DdcHttp http;
    private final DatabaseErrors errors;
    private final InstantSource clock;
    private final Pause pause;
    private final SecureRandom random = new SecureRandom();

    public Verifier(DdcHttp http, InstantSource clock) {
        this(http, DatabaseErrors.UNSEEN, clock);
    }

    /** @param errors tells why DDC fails where it does not say */
    public Verifier(DdcHttp http, DatabaseErrors errors, InstantSource clock) {
        this(http, errors, clock, Thread::sleep);
    }

    Verifier(DdcHttp http, InstantSource clock, Pause pause) {
        this(http, DatabaseErrors.UNSEEN, clock, pause);
    }

    Verifier(DdcHttp http, DatabaseErrors errors, InstantSource clock, Pause pause) {
        this.http = http;
        this.errors = errors;
        this.clock = clock;
        this.pause = pause;
    }

    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** @param crossRegion the condition of that name; absent without other sites */
    public record Result(Outcome outcome, Optional<Verdict> crossRegion, Timings timings) {}

    /** @param announce whether to write what other sites look for */
    public Result verify(Target target, Depth depth, boolean announce) {
        Timings.Recorder timings = new Timings.Recorder();
        if (target.pods().isEmpty()) {
            return new Result(new Outcome.NoPods(), Optional.empty(), timings.timings());
        }
        DdcApi api = new DdcApi(http, target);
        Instant now = clock.instant();
        Outcome outcome = attempt(target, api, depth, now, 0, timings);
        for (int again = 1; again <= PAUSES.size() && mayBeLate(outcome); again++) {
            try {
                pause.of(PAUSES.get(again - 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            outcome = attempt(target, api, depth, now, again, timings);
        }
        outcome = named(outcome, target, () -> attempt(target, api, depth, now, PAUSES.size() + 1, timings));
        if (announce && outcome.isVerified()) {
            outcome = announce(target, api, now).orElse(outcome);
        }
        return new Result(outcome, new PeerCheck(target, api).run(now), timings.timings());
    }

    private Outcome attempt(Target target, DdcApi api, Depth depth, Instant now, int number, Timings.Recorder timings) {
        Note note = note(target, Ring.CHECKS.slotAt(now));
        return new Check(target, api, clock, note, "-" + number, timings).run(depth);
    }

    /** DDC says only that it failed: so it is made to fail once more, and what the database answers meanwhile counts. */
    private Outcome named(Outcome outcome, Target target, Supplier<Outcome> again) {
        Optional<Pod> failed = target.pods().stream()
                .filter(pod -> Optional.of(pod.name()).equals(failing(outcome)))
                .findFirst();
        return failed.flatMap(pod -> errors.of(pod).flatMap(before -> {
                    again.get();
                    return errors.of(pod).map(after -> cause(pod.name(), before, after));
                }))
                .flatMap(cause -> cause)
                .orElse(outcome);
    }

    private static Optional<String> failing(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Failed failed -> Optional.of(failed.pod());
            case Outcome.DatabaseDown down -> Optional.of(down.pod());
            default -> Optional.empty();
        };
    }

    private static Optional<Outcome> cause(String pod, Map<String, Double> before, Map<String, Double> after) {
        if (grew(DatabaseErrors.UNAUTHORIZED, before, after)) {
            return Optional.of(new Outcome.DatabaseDenied(pod));
        }
        return grew(DatabaseErrors.LOGIN, before, after) ? Optional.of(new Outcome.LoginFails(pod)) : Optional.empty();
    }

    private static boolean grew(String kind, Map<String, Double> before, Map<String, Double> after) {
        return after.getOrDefault(kind, 0.0) > before.getOrDefault(kind, 0.0);
    }

    private static boolean mayBeLate(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotStored late -> true;
            case Outcome.WrongAnswer old -> true;
            case Outcome.Verified v -> false;
            case Outcome.Unauthorised u -> false;
            case Outcome.Refused r -> false;
            case Outcome.DatabaseDown d -> false;
            case Outcome.DatabaseDenied d -> false;
            case Outcome.LoginFails l -> false;
            case Outcome.Failed f -> false;
            case Outcome.Unreachable u -> false;
            case Outcome.Unproven u -> false;
            case Outcome.NoPods n -> false;
        };
    }

    /** What went wrong, if anything did. */
    private Optional<Outcome> announce(Target target, DdcApi api, Instant now) {
        long slot = Ring.ANNOUNCEMENTS.slotAt(now);
        String key = Ring.ANNOUNCEMENTS.key(target.site(), slot, "");
        byte[] bytes = note(target, slot).bytes();
        for (Pod pod : target.pods()) {
            if (api.putRaw(pod, key, bytes) instanceof Reply.Answered answer) {
                return answer.ok()
                        ? Optional.empty()
                        : Optional.of(Failures.of(pod, answer, "the PUT of a ref for other sites"));
            }
        }
        return Optional.of(new Outcome.Unreachable("while writing a ref for other sites"));
    }

    private Note note(Target target, long slot) {
        byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        return new Note(target.site(), slot, HexFormat.of().formatHex(nonce));
    }
}
