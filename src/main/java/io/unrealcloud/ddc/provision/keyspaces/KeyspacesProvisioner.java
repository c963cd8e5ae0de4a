package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
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

/** Brings Amazon Keyspaces to the model, pass by pass; no pass waits for AWS longer than single calls take. */
public final class KeyspacesProvisioner {

    /** How many times one pass plans anew because a step was done; bounds a pass, not the work. */
    private static final int ROUNDS = 40;

    private final AwsPorts aws;
    private final KeyspacesCql cql;
    private final Executor executor;
    private final Engine engine;
    private final Clock clock;
    private final Map<String, Workbench> workbenches = new ConcurrentHashMap<>();

    /** @param executor runs single AWS calls; its size bounds how many are under way for all resources together */
    public KeyspacesProvisioner(AwsPorts aws, KeyspacesCql cql, Executor executor, Clock clock) {
        this.aws = aws;
        this.cql = cql;
        this.executor = executor;
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
    public Pass pass(DesiredState desired, boolean readAll, boolean planOnly, Runnable beforeFirstWrite) {
        Workbench bench = bench(desired);
        Observation observation =
                new Observation(aws.keyspaces(desired.backend().region()), cql, desired, bench, executor, clock);
        if (readAll) {
            bench.pace().settled();
            bench.cqlPace().settled();
        }
        try {
            observation.look(readAll);
        } catch (AwsException failure) {
            Plan<KeyspacesOperation> none = new Plan<>(List.of());
            return new Pass(
                    bench.memory().facts(),
                    none,
                    Map.of(),
                    Optional.of(failure),
                    bench.pace().failed(clock.instant()));
        }
        Plan<KeyspacesOperation> plan =
                KeyspacesPlanner.plan(desired, bench.memory().facts(), clock.instant());
        Map<String, Outcome> outcomes = Map.of();
        if (!planOnly) {
            Runnable once = once(beforeFirstWrite);
            KeyspacesRunner runner = runner(desired, bench);
            for (int round = 0; round < ROUNDS && !plan.isEmpty(); round++) {
                if (plan.changesAnything()) {
                    once.run();
                }
                bench.gate().begin();
                outcomes = engine.run(plan, runner::run);
                if (outcomes.values().stream().noneMatch(Outcome.Done.class::isInstance)) {
                    break;
                }
                plan = KeyspacesPlanner.plan(desired, bench.memory().facts(), clock.instant());
                outcomes = Map.of();
            }
        }
        observation.lookOverCql();
        if (plan.isEmpty()) {
            // What was read over CQL may stand in the way.
            plan = KeyspacesPlanner.plan(desired, bench.memory().facts(), clock.instant());
        }
        Duration next = next(desired, bench, plan, outcomes);
        return new Pass(
                bench.memory().facts(),
                plan,
                outcomes,
                Optional.empty(),
                observation.untilCql().map(pause -> min(next, pause)).orElse(next));
    }

    /**
     * One pass of taking everything down that is this resource's. Done when the pass's plan is empty: then AWS has
     * said that nothing of it is there any more.
     */
    public Pass delete(DesiredState desired) {
        return takeDown(desired, true);
    }

    /** One pass of letting go: data stays, and is marked as released. Done when the pass's plan is empty. */
    public Pass release(DesiredState desired) {
        return takeDown(desired, false);
    }

    private Pass takeDown(DesiredState desired, boolean delete) {
        Workbench bench = bench(desired);
        DeletionObserver observer = new DeletionObserver(aws, desired, bench, executor, clock);
        Plan<KeyspacesOperation> plan = new Plan<>(List.of());
        try {
            observer.look(delete);
            plan = takeDownPlan(desired, bench, delete);
            bench.gate().begin();
            Map<String, Outcome> outcomes = engine.run(plan, runner(desired, bench)::run);
            if (outcomes.values().stream().allMatch(Outcome.Done.class::isInstance)) {
                plan = takeDownPlan(desired, bench, delete);
                outcomes = Map.of();
            }
            return new Pass(
                    bench.memory().facts(), plan, outcomes, Optional.empty(), next(desired, bench, plan, outcomes));
        } catch (AwsException failure) {
            return new Pass(
                    bench.memory().facts(),
                    plan,
                    Map.of(),
                    Optional.of(failure),
                    bench.pace().failed(clock.instant()));
        }
    }

    private Plan<KeyspacesOperation> takeDownPlan(DesiredState desired, Workbench bench, boolean delete) {
        KeyspacesFacts facts = bench.memory().facts();
        return delete
                ? DeletionPlanner.delete(desired, facts, bench.evidence().get().orElseThrow(), clock.instant())
                : DeletionPlanner.release(desired, facts, clock.instant());
    }

    /** Forgets a resource that is gone. */
    public void forget(String uid) {
        workbenches.remove(uid);
    }

    private Duration next(
            DesiredState desired, Workbench bench, Plan<KeyspacesOperation> plan, Map<String, Outcome> outcomes) {
        Instant now = clock.instant();
        if (outcomes.values().stream().anyMatch(Outcome.Failed.class::isInstance)) {
            return bench.pace().failed(now);
        }
        if (outcomes.values().stream().anyMatch(Outcome.Waits.class::isInstance)) {
            return bench.pace().waiting(now);
        }
        bench.pace().settled();
        Duration scheduled =
                ObservationSchedule.of(desired.owner()).untilNext(bench.memory().facts(), now);
        return plan.isEmpty() ? scheduled : min(scheduled, ObservationSchedule.BLOCKED_RECHECK);
    }

    private KeyspacesRunner runner(DesiredState desired, Workbench bench) {
        KeyspacesPort port = aws.keyspaces(desired.backend().region());
        return new KeyspacesRunner(
                port, new KeyspacesObserver(port, desired, executor, clock), bench.memory(), bench.gate(), clock);
    }

    private Workbench bench(DesiredState desired) {
        return workbenches.computeIfAbsent(desired.owner().uid(), uid -> Workbench.of(clock));
    }

    private static Runnable once(Runnable action) {
        boolean[] done = {false};
        return () -> {
            if (!done[0]) {
                done[0] = true;
                action.run();
            }
        };
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
