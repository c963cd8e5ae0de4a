package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.provision.Engine;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ReplicationDocument;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.LaunchLater;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Stop;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesOperation.Trouble;
import io.unrealcloud.ddc.provision.scylla.nodes.Slot.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Brings the EC2 nodes of ScyllaDB to the model, pass by pass, and takes them down; no pass waits for AWS or a node
 * longer than single calls take. Nodes are asked over CQL on every pass; AWS is read within an hour, within twelve
 * hours in full, and at once when a node falls silent or something is to be changed.
 */
public final class NodesProvisioner {

    /** How many times one pass plans anew because a step was done; bounds a pass, not the work. */
    private static final int ROUNDS = 20;

    private static final Duration SWEEP = Duration.ofHours(1);
    private static final Duration READ_ALL = Duration.ofHours(12);
    private static final Duration BLOCKED_RECHECK = Duration.ofMinutes(10);

    /** How soon a member that falls silent is noticed. */
    private static final Duration WATCH = Duration.ofMinutes(1);

    /** How soon one that answers again is. */
    private static final Duration WATCH_TROUBLE = Duration.ofSeconds(15);

    /** How old knowledge may be that a change is based on. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    /** How old it may grow while something is under way. */
    private static final Duration UNSETTLED = Duration.ofSeconds(30);

    /** Asking a node costs it a login. */
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(500);

    private final AwsPorts aws;
    private final NodeProbe probe;
    private final Executor executor;
    private final Engine engine;
    private final Clock clock;
    private final Map<String, NodesBench> benches = new ConcurrentHashMap<>();

    /** @param executor runs single calls; its size bounds how many are under way for all resources together */
    public NodesProvisioner(AwsPorts aws, NodeProbe probe, Executor executor, Clock clock) {
        this.aws = aws;
        this.probe = probe;
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
    public NodesPass pass(DesiredNodes asked, boolean readAll, boolean planOnly, Runnable beforeFirstWrite) {
        NodesBench bench = bench(asked);
        DesiredNodes desired = asked;
        if (readAll) {
            bench.pace.settled();
        }
        try {
            look(desired, bench, readAll);
            desired = PeerMembers.found(aws, desired, bench.facts.get());
            Plan<NodesOperation> plan = plan(desired, bench);
            if (!plan.isEmpty() && older(bench.facts.get().sweptAt(), FRESH) && worthALook(desired, bench, plan)) {
                bench.facts.set(observer(desired, bench).sweep(bench.facts.get()));
                plan = plan(desired, bench);
            }
            return planOnly ? ended(desired, bench, plan, Map.of()) : act(desired, bench, plan, beforeFirstWrite);
        } catch (AwsException failure) {
            return failed(desired, bench, failure);
        }
    }

    /**
     * One pass of taking everything down that is this resource's; termination protection is taken off here and nowhere
     * else but for a node that is replaced or leaves. Done when {@link NodesPass#done()}: then AWS has said that
     * nothing of it is there any more.
     */
    public NodesPass delete(DesiredNodes desired) {
        return takeDown(desired, true);
    }

    /** One pass of letting go: nodes run on, and are marked as released. Done when {@link NodesPass#done()}. */
    public NodesPass release(DesiredNodes desired) {
        return takeDown(desired, false);
    }

    /** Runs commands on the nodes of a resource; what it knows of them lives as long as the resource's passes. */
    public NodeCommands commands(DesiredNodes desired) {
        return bench(desired).commands;
    }

    /** Changes replication by a document on a node, for {@code replicationFix: Ssm}. */
    public ReplicationDocument document(DesiredNodes desired) {
        return new SsmReplicationDocument(aws.ssm(desired.region()), desired, clock, bench(desired).documentRuns);
    }

    /** Forgets a resource that is gone. */
    public void forget(String uid) {
        benches.remove(uid);
    }

    private NodesPass act(
            DesiredNodes desired, NodesBench bench, Plan<NodesOperation> first, Runnable beforeFirstWrite) {
        Plan<NodesOperation> plan = first;
        Map<String, Outcome> outcomes = Map.of();
        boolean begun = false;
        NodesRunner runner = runner(desired, bench);
        for (int round = 0; round < ROUNDS && !plan.isEmpty(); round++) {
            if (plan.changesAnything() && !begun) {
                begun = true;
                beforeFirstWrite.run();
            }
            outcomes = engine.run(plan, runner::run);
            boolean done = outcomes.values().stream().anyMatch(Outcome.Done.class::isInstance);
            boolean wrong = outcomes.values().stream().anyMatch(Outcome.Failed.class::isInstance);
            if (done) {
                bench.pace.settled();
            }
            if (!done || wrong) {
                break;
            }
            plan = plan(desired, bench);
            outcomes = Map.of();
        }
        return ended(desired, bench, plan, outcomes);
    }

    private NodesPass takeDown(DesiredNodes desired, boolean delete) {
        NodesBench bench = bench(desired);
        try {
            Remains remains = Remains.read(NodesPorts.of(aws, desired.region()), desired);
            bench.facts.updateAndGet(facts -> facts.withGroup(remains.group()).withInstances(remains.instances()));
            Plan<NodesOperation> plan = delete
                    ? RemovalPlanner.delete(desired, remains)
                    : RemovalPlanner.release(desired, remains, clock.instant());
            Map<String, Outcome> outcomes = engine.run(plan, runner(desired, bench)::run);
            // Done is what AWS says, and not what was asked of it: the next pass reads again.
            return ended(desired, bench, plan, outcomes);
        } catch (AwsException failure) {
            return failed(desired, bench, failure);
        }
    }

    private void look(DesiredNodes desired, NodesBench bench, boolean all) {
        NodesFacts known = bench.facts.get();
        NodesObserver observer = observer(desired, bench);
        double spread = 0.9 + Math.floorMod(desired.owner().uid().hashCode(), 200) / 1000.0;
        if (all || !known.known() || older(known.fullAt(), scale(READ_ALL, spread))) {
            bench.facts.set(observer.readAll(known));
        } else if (older(known.sweptAt(), scale(SWEEP, spread))
                || bench.unsettled && older(known.sweptAt(), UNSETTLED)) {
            bench.facts.set(observer.sweep(known));
        }
        if (all || older(bench.probedAt, BETWEEN_PROBES)) {
            bench.facts.set(observer.ask(bench.facts.get()));
            bench.probedAt = clock.instant();
        }
    }

    /** Before something is changed, and when a member has just fallen silent: its instance may be gone. */
    private boolean worthALook(DesiredNodes desired, NodesBench bench, Plan<NodesOperation> plan) {
        return plan.steps().stream()
                        .map(Step::operation)
                        .anyMatch(operation -> operation.mutating() && !(operation instanceof LaunchLater))
                || Roster.of(desired, bench.facts.get())
                        .in(Status.DOWN)
                        .anyMatch(slot -> slot.lasting(clock.instant()).compareTo(FRESH) < 0);
    }

    private NodesPass ended(
            DesiredNodes desired, NodesBench bench, Plan<NodesOperation> plan, Map<String, Outcome> outcomes) {
        bench.unsettled = !plan.isEmpty();
        return result(desired, bench, plan, outcomes, Optional.empty(), next(desired, bench, plan, outcomes));
    }

    private NodesPass failed(DesiredNodes desired, NodesBench bench, AwsException failure) {
        return result(
                desired,
                bench,
                new Plan<>(List.of()),
                Map.of(),
                Optional.of(failure),
                bench.pace.failed(clock.instant()));
    }

    private NodesPass result(
            DesiredNodes desired,
            NodesBench bench,
            Plan<NodesOperation> plan,
            Map<String, Outcome> outcomes,
            Optional<AwsException> failure,
            Duration next) {
        NodesFacts facts = bench.facts.get();
        Roster roster = Roster.of(desired, facts);
        int ready = (int) roster.in(Status.UP)
                .filter(slot -> slot.ordinal() < desired.nodes().count())
                .count();
        return new NodesPass(
                facts.known(),
                plan,
                outcomes,
                failure,
                next,
                cluster(desired, roster, ready),
                ready,
                AddressPlan.name(facts),
                facts.group().filter(group -> ours(desired.owner(), group)).map(SecurityGroup::id),
                roster.quorum());
    }

    private static boolean ours(Owner owner, SecurityGroup group) {
        return owner.ownership(group.tags()) instanceof Ownership.Ours;
    }

    private static ScyllaCluster cluster(DesiredNodes desired, Roster roster, int ready) {
        List<ScyllaCluster.Node> nodes = roster.slots().stream()
                .filter(slot -> slot.address().isPresent())
                .map(slot -> new ScyllaCluster.Node(
                        slot.ordinal(),
                        slot.instance().map(Instance::id),
                        slot.address().orElseThrow(),
                        slot.record().hostId().filter(host -> slot.alive()),
                        slot.speaks()))
                .toList();
        boolean moving = roster.slots().stream()
                .anyMatch(slot -> slot.ordinal() >= desired.nodes().count()
                        && (slot.member() || slot.instance().isPresent()));
        return new ScyllaCluster(nodes, ready == desired.nodes().count() && !moving);
    }

    private Duration next(
            DesiredNodes desired, NodesBench bench, Plan<NodesOperation> plan, Map<String, Outcome> outcomes) {
        Instant now = clock.instant();
        List<String> failed = outcomes.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Outcome.Failed)
                .map(Map.Entry::getKey)
                .toList();
        boolean watched = plan.steps().stream()
                .filter(step -> failed.contains(step.id()))
                .allMatch(step -> step.operation() instanceof Trouble);
        if (!failed.isEmpty()) {
            return watched ? WATCH_TROUBLE : bench.pace.failed(now);
        }
        if (outcomes.values().stream().anyMatch(Outcome.Waits.class::isInstance)) {
            return longer(bench.pace.waiting(now), SHORTEST_WAIT);
        }
        if (plan.changesAnything() && outcomes.isEmpty() || unfinished(plan, outcomes)) {
            // A plan that was only made, or rounds that were used up.
            return outcomes.isEmpty() ? WATCH : SHORTEST_WAIT;
        }
        bench.pace.settled();
        boolean blocked = plan.steps().stream().map(Step::operation).anyMatch(Stop.class::isInstance);
        return blocked
                        && Roster.of(desired, bench.facts.get())
                                .in(Status.UP)
                                .findAny()
                                .isEmpty()
                ? BLOCKED_RECHECK
                : WATCH;
    }

    private static boolean unfinished(Plan<NodesOperation> plan, Map<String, Outcome> outcomes) {
        return !plan.isEmpty() && outcomes.values().stream().allMatch(Outcome.Done.class::isInstance);
    }

    private Plan<NodesOperation> plan(DesiredNodes desired, NodesBench bench) {
        return NodesPlanner.plan(desired, bench.facts.get(), clock.instant());
    }

    private NodesObserver observer(DesiredNodes desired, NodesBench bench) {
        return new NodesObserver(NodesPorts.of(aws, desired.region()), probe, desired, bench.writes, executor, clock);
    }

    private NodesRunner runner(DesiredNodes desired, NodesBench bench) {
        return new NodesRunner(
                NodesPorts.of(aws, desired.region()), bench.commands, desired, bench.facts, bench.writes, clock);
    }

    private NodesBench bench(DesiredNodes desired) {
        return benches.computeIfAbsent(
                desired.owner().uid(),
                uid -> new NodesBench(
                        new SsmNodeCommands(NodesPorts.of(aws, desired.region()).ssm(), clock)));
    }

    private boolean older(Instant at, Duration age) {
        return at.equals(Instant.MIN) || !at.plus(age).isAfter(clock.instant());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration scale(Duration duration, double factor) {
        return Duration.ofMillis((long) (duration.toMillis() * factor));
    }
}
