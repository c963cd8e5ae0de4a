package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.identity.DesiredIdentity.Existing;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.identity.IdentityBench.Open;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.provision.Engine;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Brings the role of DDC's pods to the model, pass by pass, and takes it down. Events are answered from what is known;
 * within an hour the role and its policy are read again (two calls), within twelve hours everything.
 */
public final class IdentityProvisioner {

    /** Provider, role, policy: each may have to wait for the one before to be known. */
    private static final int ROUNDS = 5;

    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration READ_ALL = Duration.ofHours(12);
    private static final Duration BLOCKED_RECHECK = Duration.ofMinutes(10);

    /** IAM allows few calls in a second, for the whole account. */
    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** How old knowledge may be that a change is based on. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final AwsPorts aws;
    private final Engine engine;
    private final Clock clock;
    private final Map<String, IdentityBench> benches = new ConcurrentHashMap<>();

    /** @param executor runs single AWS calls; its size bounds how many are under way for all resources together */
    public IdentityProvisioner(AwsPorts aws, Executor executor, Clock clock) {
        this.aws = aws;
        this.engine = new Engine(executor);
        this.clock = clock;
    }

    /**
     * One pass.
     *
     * @param readAll read everything anew, whatever is known
     * @param planOnly change nothing
     * @param beforeFirstWrite called once before the first call that changes anything; an exception it throws ends
     *     the pass
     */
    public IdentityPass pass(DesiredIdentity desired, boolean readAll, boolean planOnly, Runnable beforeFirstWrite) {
        IdentityBench bench = bench(desired);
        Instant now = clock.instant();
        Optional<Open> open = bench.open.filter(last -> !readAll
                && last.until().isAfter(now)
                && last.planOnly() == planOnly
                && last.desired().equals(desired));
        if (open.isPresent()) {
            return again(open.get(), now);
        }
        boolean settle = readAll
                || bench.open.filter(last -> !spreading(last.pass().plan())).isPresent();
        bench.about(desired);
        IdentityPass pass;
        try {
            look(desired, bench, settle, now);
            pass = act(desired, bench, planOnly, beforeFirstWrite);
        } catch (AwsException failure) {
            pass = failed(plan(desired, bench), bench, failure);
        }
        bench.open = pass.done()
                ? Optional.empty()
                : Optional.of(new Open(desired, planOnly, pass, clock.instant().plus(pass.next())));
        return pass;
    }

    /**
     * One pass of taking the role down, whatever becomes of the data. Done when {@link IdentityPass#done()}: then IAM
     * has said that there is no role of this resource any more. A role of another owner, or one that was only used,
     * is left alone; so is an OIDC provider, which serves the whole cluster. A resource that uses a role of somebody
     * else may have had one of its own before.
     */
    public IdentityPass remove(DesiredIdentity desired) {
        IdentityBench bench = bench(desired);
        bench.open = Optional.empty();
        IdentityPass pass = remove(desired, RoleName.of(desired.pods().owner()), bench);
        return switch (desired) {
            case Managed managed -> pass;
            // An operator that may not look at its own roles has never made one.
            case Existing existing ->
                pass.failure().map(AwsException::error).equals(Optional.of(AwsError.ACCESS_DENIED))
                        ? new IdentityPass(bench.facts.get(), none(), Map.of(), Optional.empty(), Duration.ZERO)
                        : pass;
        };
    }

    /** Forgets a resource that is gone. */
    public void forget(String uid) {
        benches.remove(uid);
    }

    private IdentityPass act(
            DesiredIdentity desired, IdentityBench bench, boolean planOnly, Runnable beforeFirstWrite) {
        Plan<IdentityOperation> plan = plan(desired, bench);
        if (planOnly) {
            return ended(desired, bench, plan, Map.of());
        }
        if (plan.changesAnything() && older(bench.facts.get().readAt(), FRESH, clock.instant())) {
            look(desired, bench, true, clock.instant());
            plan = plan(desired, bench);
        }
        Map<String, Outcome> outcomes = Map.of();
        boolean begun = false;
        IdentityRunner runner = runner(desired, bench);
        for (int round = 0; round < ROUNDS && !plan.isEmpty(); round++) {
            if (plan.changesAnything() && !begun) {
                begun = true;
                beforeFirstWrite.run();
            }
            outcomes = engine.run(plan, runner::run);
            if (outcomes.values().stream().noneMatch(Outcome.Done.class::isInstance)) {
                break;
            }
            plan = plan(desired, bench);
        }
        return ended(desired, bench, plan, plan.isEmpty() ? Map.of() : outcomes);
    }

    private IdentityPass remove(DesiredIdentity desired, String role, IdentityBench bench) {
        Plan<IdentityOperation> plan = none();
        try {
            Owner owner = desired.pods().owner();
            plan = RemovalPlanner.plan(
                    owner, RoleRemains.of(aws.iam(desired.pods().region()), role));
            Map<String, Outcome> outcomes = engine.run(plan, runner(desired, bench)::run);
            boolean done = outcomes.values().stream().allMatch(Outcome.Done.class::isInstance);
            return ended(desired, bench, done ? none() : plan, done ? Map.of() : outcomes);
        } catch (AwsException failure) {
            return failed(plan, bench, failure);
        }
    }

    private void look(DesiredIdentity desired, IdentityBench bench, boolean all, Instant now) {
        IdentityFacts known = bench.facts.get();
        double spread = 0.9 + Math.floorMod(desired.pods().owner().uid().hashCode(), 200) / 1000.0;
        IdentityObserver observer = new IdentityObserver(aws, desired.pods(), clock);
        if (all || !known.known() || older(known.fullAt(), scale(READ_ALL, spread), now)) {
            bench.facts.set(observer.readAll(desired, known));
        } else if (older(known.readAt(), scale(SWEEP, spread), now)) {
            bench.facts.set(observer.readRole(desired, known));
        }
    }

    private IdentityPass ended(
            DesiredIdentity desired, IdentityBench bench, Plan<IdentityOperation> plan, Map<String, Outcome> outcomes) {
        return new IdentityPass(
                bench.facts.get(), plan, outcomes, Optional.empty(), next(desired, bench, plan, outcomes));
    }

    private IdentityPass failed(Plan<IdentityOperation> plan, IdentityBench bench, AwsException failure) {
        return new IdentityPass(
                bench.facts.get(), plan, Map.of(), Optional.of(failure), bench.pace.failed(clock.instant()));
    }

    private Duration next(
            DesiredIdentity desired, IdentityBench bench, Plan<IdentityOperation> plan, Map<String, Outcome> outcomes) {
        Instant now = clock.instant();
        if (outcomes.values().stream().anyMatch(Outcome.Failed.class::isInstance)) {
            return bench.pace.failed(now);
        }
        if (outcomes.values().stream().anyMatch(Outcome.Waits.class::isInstance)) {
            return spreading(plan)
                    ? Duration.between(now, bench.facts.get().changedAt().plus(IdentityPlanner.SPREAD))
                    : longer(bench.pace.waiting(now), SHORTEST_WAIT);
        }
        bench.pace.settled();
        if (!plan.isEmpty()) {
            return BLOCKED_RECHECK;
        }
        double spread = 0.9 + Math.floorMod(desired.pods().owner().uid().hashCode(), 200) / 1000.0;
        return scale(SWEEP, spread);
    }

    /** Only time has to pass; there is nothing to read. */
    private static boolean spreading(Plan<IdentityOperation> plan) {
        return !plan.isEmpty()
                && plan.steps().stream()
                        .allMatch(step -> step.operation() instanceof IdentityOperation.Await await
                                && (await.waiting().reason() == Reason.CreatingRole
                                        || await.waiting().reason() == Reason.RoleSpreading));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static IdentityPass again(Open open, Instant now) {
        IdentityPass last = open.pass();
        return new IdentityPass(
                last.facts(), last.plan(), last.outcomes(), last.failure(), Duration.between(now, open.until()));
    }

    private Plan<IdentityOperation> plan(DesiredIdentity desired, IdentityBench bench) {
        IdentityFacts facts = bench.facts.get();
        return facts.known() ? IdentityPlanner.plan(desired, facts, clock.instant()) : none();
    }

    private IdentityRunner runner(DesiredIdentity desired, IdentityBench bench) {
        return new IdentityRunner(aws.iam(desired.pods().region()), bench.facts, clock);
    }

    private IdentityBench bench(DesiredIdentity desired) {
        return benches.computeIfAbsent(desired.pods().owner().uid(), uid -> new IdentityBench());
    }

    private static Plan<IdentityOperation> none() {
        return new Plan<>(List.of());
    }

    private static boolean older(Instant at, Duration age, Instant now) {
        return at.equals(Instant.MIN) || !at.plus(age).isAfter(now);
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
