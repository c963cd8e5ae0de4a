package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import io.unrealcloud.ddc.schema.live.SchemaDiff;
import io.unrealcloud.ddc.schema.live.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/** Reads as much as the age of what is known asks for, and no more. Changes nothing in AWS. */
final class Observation {

    private final KeyspacesPort port;
    private final KeyspacesCql cql;
    private final DesiredState desired;
    private final Workbench bench;
    private final KeyspacesObserver observer;
    private final Clock clock;

    Observation(
            KeyspacesPort port,
            KeyspacesCql cql,
            DesiredState desired,
            Workbench bench,
            Executor executor,
            Clock clock) {
        this.port = port;
        this.cql = cql;
        this.desired = desired;
        this.bench = bench;
        this.observer = new KeyspacesObserver(port, desired, executor, clock);
        this.clock = clock;
    }

    /** @param readAll read everything anew, whatever is known */
    void look(boolean readAll) {
        Instant now = clock.instant();
        KeyspacesFacts known = bench.memory().facts();
        ObservationSchedule schedule = ObservationSchedule.of(desired.owner());
        boolean otherKeyspaces = !known.keyspaces().keySet().equals(Set.copyOf(desired.keyspaceNames()));
        if (readAll || otherKeyspaces || schedule.readAllDue(known, now) || recheckDue(known, now)) {
            readAll();
        } else if (PendingObserver.pending(desired, known, clock.instant())) {
            if (bench.pace().due(now)) {
                new PendingObserver(port, observer, desired, bench.memory(), clock).refresh();
            }
        } else if (schedule.sweepDue(known, now)) {
            sweep(known, now);
        }
    }

    /**
     * While a person has to act they may act in AWS and not in the resource, so AWS is read again now and then. The
     * partitioner is read over CQL, at its own pace.
     */
    private boolean recheckDue(KeyspacesFacts known, Instant now) {
        return !known.fullAt().plus(ObservationSchedule.BLOCKED_RECHECK).isAfter(now)
                && KeyspacesPlanner.plan(desired, known, now).steps().stream()
                        .anyMatch(step -> step.operation() instanceof KeyspacesOperation.Stop
                                && !step.id().equals(StepIds.PARTITIONER));
    }

    /** Reads over CQL once everything is there, and again when that read has grown old or has failed. */
    void lookOverCql() {
        Instant now = clock.instant();
        KeyspacesFacts known = bench.memory().facts();
        if (PendingObserver.pending(desired, known, clock.instant())) {
            return;
        }
        boolean due = known.cql()
                .map(read -> switch (read) {
                    case CqlFacts.Read last
                    when last.unsuitablePartitioner().isEmpty() -> last.readAt().isBefore(known.fullAt());
                    case CqlFacts.Read last -> bench.cqlPace().due(now);
                    case CqlFacts.Failed last -> bench.cqlPace().due(now);
                })
                .orElse(true);
        if (due) {
            readCql();
        }
    }

    /** How long until the read over CQL is tried again; empty if the last one was good, or it is too early for one. */
    Optional<Duration> untilCql() {
        KeyspacesFacts known = bench.memory().facts();
        return satisfied(known) || PendingObserver.pending(desired, known, clock.instant())
                ? Optional.empty()
                : Optional.of(bench.cqlPace().remaining(clock.instant()));
    }

    private static boolean satisfied(KeyspacesFacts known) {
        return known.cql()
                .map(read -> switch (read) {
                    case CqlFacts.Read last -> last.unsuitablePartitioner().isEmpty();
                    case CqlFacts.Failed last -> false;
                })
                .orElse(false);
    }

    private void readAll() {
        KeyspacesFacts read = observer.full(bench.memory().facts());
        bench.memory().update(before -> read);
    }

    private CqlFacts readCql() {
        CqlFacts read = cql.read(desired.backend(), Set.copyOf(desired.keyspaceNames()));
        bench.memory().update(facts -> facts.withCql(read));
        if (satisfied(bench.memory().facts())) {
            bench.cqlPace().settled();
        } else {
            bench.cqlPace().failed(clock.instant());
        }
        return read;
    }

    /** Compares what is known with lists and with one read over CQL; any difference is looked into at once. */
    private void sweep(KeyspacesFacts known, Instant now) {
        boolean same = desired.keyspaces().stream().allMatch(keyspace -> sameNames(keyspace, known));
        if (same && readCql() instanceof CqlFacts.Read read) {
            same = settled(read.schema());
        }
        if (same) {
            bench.memory().update(facts -> facts.sweptAt(now));
        } else {
            readAll();
        }
    }

    private boolean sameNames(DesiredKeyspace keyspace, KeyspacesFacts facts) {
        KeyspaceFacts known = facts.keyspace(keyspace.name());
        Set<String> tables = new TreeSet<>(known.tables().keySet());
        tables.addAll(known.otherTables());
        boolean replicas = !keyspace.shared() || port.keyspace(keyspace.name()).equals(known.description());
        return replicas
                && tables.equals(Set.copyOf(port.tableNames(keyspace.name())))
                && known.types().keySet().equals(Set.copyOf(port.typeNames(keyspace.name())));
    }

    private boolean settled(LiveSchema schema) {
        return SchemaDiff.between(expected(desired), schema).stream()
                .allMatch(difference -> difference.severity() == Severity.HARMLESS);
    }

    static Map<String, KeyspaceSchema> expected(DesiredState desired) {
        return Collections.unmodifiableMap(
                desired.keyspaces().stream().collect(Collectors.toMap(DesiredKeyspace::name, DesiredKeyspace::schema)));
    }
}
