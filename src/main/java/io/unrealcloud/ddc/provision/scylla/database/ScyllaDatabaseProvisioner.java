package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Engine;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.schema.CqlDialect;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Brings what is inside a ScyllaDB cluster to the model, pass by pass. Statements go one after the other: changes of a
 * schema side by side gain nothing and can come apart. A resource has one pass at a time.
 */
public final class ScyllaDatabaseProvisioner implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ScyllaDatabaseProvisioner.class);

    /** How many times one pass plans anew because a step was done; bounds a pass, not the work. */
    private static final int ROUNDS = 40;

    /** While something waits for a person. */
    private static final Duration BLOCKED_RECHECK = Duration.ofMinutes(10);

    private final Function<String, SecretsPort> secrets;
    private final Statements statements;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Engine engine = new Engine(Runnable::run);
    private final Map<String, Workbench> workbenches = new ConcurrentHashMap<>();

    /** @param secrets Secrets Manager by Region */
    public ScyllaDatabaseProvisioner(Function<String, SecretsPort> secrets, Clock clock) {
        this(secrets, Statements::send, clock);
    }

    ScyllaDatabaseProvisioner(Function<String, SecretsPort> secrets, Statements statements, Clock clock) {
        this.secrets = secrets;
        this.statements = statements;
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
    public DatabasePass pass(
            DesiredDatabase desired, NodeAccess nodes, boolean readAll, boolean planOnly, Runnable beforeFirstWrite) {
        return pass(
                desired,
                nodes,
                readAll,
                planOnly,
                beforeFirstWrite,
                facts -> DatabasePlanner.plan(desired, nodes.cluster(), facts));
    }

    /**
     * One pass of taking down what is this resource's. Comes before its nodes go. Done when the pass's plan is empty.
     */
    public DatabasePass delete(DesiredDatabase desired, NodeAccess nodes) {
        return pass(
                desired,
                nodes,
                true,
                false,
                () -> {},
                facts -> TakeDownPlanner.delete(desired, nodes.cluster(), facts));
    }

    /** One pass of letting go: data and logins stay, marked as released. Done when the pass's plan is empty. */
    public DatabasePass release(DesiredDatabase desired, NodeAccess nodes) {
        return pass(
                desired,
                nodes,
                true,
                false,
                () -> {},
                facts -> TakeDownPlanner.release(desired, nodes.cluster(), facts, clock.instant()));
    }

    /**
     * Reads the logins if they are not known yet, so that nodes can be asked with them before the first pass. What keeps
     * them from being read is told by the pass, which tries again.
     */
    public void prime(DesiredDatabase desired) {
        Workbench bench = workbenches.computeIfAbsent(desired.owner().uid(), uid -> new Workbench());
        if (bench.facts.secret().isEmpty()) {
            NodeAccess none = new NodeAccess(new ScyllaCluster(List.of(), false), Optional.empty(), Optional.empty());
            try {
                new Observation(
                                desired,
                                none,
                                bench,
                                () -> secrets.apply(desired.backend().region()),
                                clock)
                        .secret(true, false);
            } catch (AwsException failure) {
                LOG.debugf(
                        failure,
                        "The logins of %s are not known yet",
                        desired.owner().reference());
            }
        }
    }

    /** The operator's logins in a resource's cluster as they are known, the likeliest first. */
    public List<CqlLogin.Password> logins(String uid) {
        return Optional.ofNullable(workbenches.get(uid)).flatMap(bench -> bench.facts.secret()).stream()
                .flatMap(secret -> Stream.of(secret.logins(), secret.previous()))
                .flatMap(Optional::stream)
                .map(Logins::admin)
                .toList();
    }

    /** Forgets a resource that is gone, and closes its session. */
    public void forget(String uid) {
        Optional.ofNullable(workbenches.remove(uid)).ifPresent(Workbench::close);
    }

    /**
     * Opens sessions with DDC's own login, to read what DDC wrote; the caller closes each. Empty as long as that login
     * is not accepted. Throws, when asked for one, what the driver throws.
     */
    public Optional<Supplier<CqlSession>> rows(DesiredDatabase desired, ScyllaCluster cluster, DatabasePass pass) {
        return pass.ddcLogin(desired)
                .filter(login -> !cluster.contactPoints().isEmpty())
                .map(login -> () -> Connection.fresh(
                        cluster.contactPoints(), desired.backend().datacenter(), login));
    }

    private DatabasePass pass(
            DesiredDatabase desired,
            NodeAccess nodes,
            boolean readAll,
            boolean planOnly,
            Runnable beforeFirstWrite,
            Function<DatabaseFacts, Plan<DatabaseOperation>> planner) {
        Workbench bench = workbenches.computeIfAbsent(desired.owner().uid(), uid -> new Workbench());
        Supplier<SecretsPort> port = () -> secrets.apply(desired.backend().region());
        Observation observation = new Observation(desired, nodes, bench, port, clock);
        Plan<DatabaseOperation> plan = new Plan<>(List.of());
        try {
            observation.look(readAll);
            plan = planner.apply(bench.facts);
            Map<String, Outcome> outcomes = Map.of();
            if (!planOnly && !plan.isEmpty()) {
                Runnable once = once(beforeFirstWrite);
                Set<DatabaseOperation> done = new HashSet<>();
                for (int round = 0; round < ROUNDS && !plan.isEmpty(); round++) {
                    if (plan.changesAnything()) {
                        once.run();
                    }
                    outcomes = round(desired, nodes, bench, observation, port, plan, done);
                    if (outcomes.values().stream().noneMatch(Outcome.Done.class::isInstance)) {
                        break;
                    }
                    if (bench.secretStale) {
                        observation.secret(true, false);
                    }
                    observation.cluster();
                    plan = planner.apply(bench.facts);
                    outcomes = Map.of();
                }
            }
            return new DatabasePass(
                    bench.facts, plan, outcomes, Optional.empty(), next(desired, bench, plan, outcomes));
        } catch (AwsException failure) {
            return new DatabasePass(
                    bench.facts, plan, Map.of(), Optional.of(failure), bench.pace.failed(clock.instant()));
        }
    }

    private Map<String, Outcome> round(
            DesiredDatabase desired,
            NodeAccess nodes,
            Workbench bench,
            Observation observation,
            Supplier<SecretsPort> port,
            Plan<DatabaseOperation> plan,
            Set<DatabaseOperation> done) {
        DatabaseRunner runner = new DatabaseRunner(
                desired,
                nodes,
                observation.session(),
                bench.facts
                        .cluster()
                        .map(cluster -> cluster.version().dialect())
                        .orElse(CqlDialect.SCYLLA_TABLETS),
                bench.facts.secret().flatMap(SecretFacts::logins),
                port,
                statements,
                random);
        return engine.run(plan, operation -> {
            if (done.contains(operation)) {
                return new Outcome.Waits(new Waiting(
                        operation instanceof DatabaseOperation.OnRole
                                ? Reason.CreatingLogins
                                : Reason.SchemaDisagreement,
                        "%s %s: done, and it does not show yet.".formatted(operation.action(), operation.target())));
            }
            if (operation instanceof DatabaseOperation.OnSecret) {
                bench.secretStale = true;
            }
            Outcome outcome = runner.run(operation);
            if (outcome instanceof Outcome.Done) {
                done.add(operation);
            }
            return outcome;
        });
    }

    private Duration next(
            DesiredDatabase desired, Workbench bench, Plan<DatabaseOperation> plan, Map<String, Outcome> outcomes) {
        if (outcomes.values().stream().anyMatch(Outcome.Failed.class::isInstance)) {
            return bench.pace.failed(clock.instant());
        }
        if (outcomes.values().stream().anyMatch(Outcome.Waits.class::isInstance)) {
            return bench.pace.waiting(clock.instant());
        }
        bench.pace.settled();
        return plan.isEmpty() ? Observation.jittered(desired, Observation.CLUSTER) : BLOCKED_RECHECK;
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

    @Override
    public void close() {
        workbenches.values().forEach(Workbench::close);
        workbenches.clear();
    }
}
