package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Outcomes;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.live.LiveKeyspace;
import io.unrealcloud.ddc.schema.live.SchemaDifference;
import io.unrealcloud.ddc.schema.live.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pass over what is inside a cluster, judged. Pure. Says nothing about nodes that are not needed for it. */
public final class DatabaseReport {

    private static final int DIFFERENCES_NAMED = 3;

    private final DesiredDatabase desired;
    private final DatabasePass pass;
    private final int tablesReady;

    private DatabaseReport(DesiredDatabase desired, DatabasePass pass) {
        this.desired = desired;
        this.pass = pass;
        this.tablesReady = (int) desired.keyspaces().stream()
                .flatMap(keyspace -> keyspace.schema().tables().stream().filter(table -> live(keyspace)
                        .flatMap(found -> found.table(table.name()))
                        .isPresent()))
                .count();
    }

    public static BackendReport of(DesiredDatabase desired, DatabasePass pass) {
        DatabaseReport report = new DatabaseReport(desired, pass);
        return new BackendReport(
                report.ready(),
                report.schemaValid(),
                report.progressing(),
                report.degraded(),
                desired.keyspaces().stream().map(report::keyspace).toList(),
                report.tablesReady,
                desired.tableCount(),
                report.provisioned(),
                Optional.empty());
    }

    private Verdict ready() {
        if (pass.facts().access() instanceof Access.Failed failed && everythingThere()) {
            return Verdict.unknown(
                    failed.reason(), "Everything was there when the database last answered. " + failed.message());
        }
        Optional<Outcome.Blocked> blocked = blocked()
                .filter(stop -> stop.reason() != Reason.SchemaDiffers && stop.reason() != Reason.SettingsDiffer)
                .findFirst();
        if (blocked.isPresent()) {
            return Verdict.no(blocked.get().reason(), blocked.get().message());
        }
        if (usable()) {
            return Verdict.yes(
                    Reason.Available,
                    "%d keyspaces and %d tables are there in data centre %s."
                            .formatted(
                                    desired.keyspaces().size(),
                                    tablesReady,
                                    cluster().map(ClusterFacts::dataCenter).orElse("?")));
        }
        return whyNot();
    }

    private Verdict whyNot() {
        if (pass.failure().isPresent()) {
            String message = pass.failure().get().getMessage();
            Reason reason = AwsOutcomes.reason(pass.failure().get());
            return cluster().isEmpty() ? Verdict.unknown(reason, message) : Verdict.no(reason, message);
        }
        return failed().findFirst()
                .map(failed -> Verdict.no(failed.reason(), failed.message()))
                .or(() -> waiting().map(wait -> Verdict.no(wait.reason(), counted(wait.message()))))
                .or(() -> blocked().findFirst().map(stop -> Verdict.no(stop.reason(), stop.message())))
                .orElseGet(() -> Verdict.no(
                        Reason.Planned, counted("What is still to do is planned; nothing of it has been begun.")));
    }

    private Verdict schemaValid() {
        String incompatible = differ(Severity.INCOMPATIBLE);
        if (!incompatible.isEmpty()) {
            return Verdict.no(Reason.SchemaDiffers, incompatible);
        }
        if (!everythingThere()) {
            return Verdict.unknown(Reason.Pending, "The schema is compared once every table is there.");
        }
        String mendable = differ(Severity.MENDABLE);
        if (!mendable.isEmpty()) {
            return Verdict.no(Reason.SchemaDiffers, mendable);
        }
        if (pass.facts().access() instanceof Access.Failed failed) {
            return Verdict.unknown(failed.reason(), failed.message());
        }
        return Verdict.yes(
                Reason.UpToDate,
                "All %d tables and their indexes are as schema %s has them%s."
                        .formatted(desired.tableCount(), desired.catalogue(), extras()));
    }

    private Verdict progressing() {
        Optional<Verdict> waiting = waiting().map(wait -> Verdict.yes(wait.reason(), wait.message()));
        return waiting.or(() -> failed().findFirst().map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .orElseGet(() -> Verdict.no(
                        Reason.Reconciled,
                        pass.plan().changesAnything() && pass.outcomes().isEmpty()
                                ? "Nothing is under way; status.plan says what would be done."
                                : "Nothing is under way."));
    }

    private Verdict degraded() {
        if (pass.failure().isPresent()) {
            return Verdict.yes(
                    AwsOutcomes.reason(pass.failure().get()),
                    "The logins in Secrets Manager could not be read: "
                            + pass.failure().get().getMessage());
        }
        return Stream.concat(
                        blocked().map(stop -> Verdict.yes(stop.reason(), stop.message())),
                        failed().map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .findFirst()
                .orElseGet(() -> Verdict.no(Reason.Reconciled, "Nothing needs attention."));
    }

    /** What has once been there in full: seen now, or remembered. */
    private Optional<String> provisioned() {
        return usable() && pass.facts().access() instanceof Access.Entered
                ? Optional.of(desired.evidence())
                : desired.remembered();
    }

    /** Everything is there, DDC may log in, and its rows are in this data centre. */
    private boolean usable() {
        return everythingThere()
                && pass.facts().access() instanceof Access.Entered
                && (!desired.ownNodes()
                        || cluster().map(ClusterFacts::ddcAccepted).orElse(false) && granted())
                && desired.keyspaces().stream().allMatch(this::placed);
    }

    private boolean granted() {
        return cluster()
                .flatMap(ClusterFacts::grants)
                .map(granted -> Grant.ofDdc(desired.keyspaceNames()).stream().allMatch(grant -> grant.within(granted)))
                .orElse(true);
    }

    private boolean placed(DesiredKeyspace keyspace) {
        return !desired.ownNodes()
                || cluster()
                        .map(found -> {
                            KeyspaceState state = found.keyspaces().get(keyspace.name());
                            return state != null
                                    && state.factor(found.dataCenter()) > 0
                                    && found.record()
                                            .filter(record ->
                                                    record.of(keyspace.name()).factor() > 0)
                                            .isPresent();
                        })
                        .orElse(false);
    }

    private boolean everythingThere() {
        return tablesReady == desired.tableCount()
                && desired.keyspaces().stream()
                        .allMatch(keyspace -> keyspace.schema().types().stream().allMatch(type -> live(keyspace)
                                .flatMap(found -> found.type(type.name()))
                                .isPresent()));
    }

    private BackendReport.Keyspace keyspace(DesiredKeyspace keyspace) {
        Optional<KeyspaceState> state = cluster().map(found -> found.keyspaces().get(keyspace.name()));
        return new BackendReport.Keyspace(
                keyspace.name(),
                kind(keyspace.role()),
                state.isEmpty() ? "ABSENT" : changing(keyspace) ? "UPDATING" : "ACTIVE",
                state.map(found -> found.factors().entrySet().stream()
                                .filter(entry -> entry.getValue() > 0)
                                .map(entry -> replica(keyspace, entry))
                                .toList())
                        .orElse(List.of()));
    }

    private BackendReport.Replica replica(DesiredKeyspace keyspace, Map.Entry<String, Integer> factor) {
        boolean here = cluster()
                .filter(found -> found.dataCenter().equals(factor.getKey()))
                .isPresent();
        return new BackendReport.Replica(
                factor.getKey(),
                here && changing(keyspace) ? "UPDATING" : "ACTIVE",
                Optional.of(factor.getValue() + (factor.getValue() == 1 ? " copy" : " copies")));
    }

    private boolean changing(DesiredKeyspace keyspace) {
        return pass.plan().steps().stream().map(Step::id).anyMatch(StepIds.replication(keyspace.name())::equals);
    }

    private static BackendReport.Kind kind(KeyspaceRole role) {
        return switch (role) {
            case REPLICATED -> BackendReport.Kind.REPLICATED;
            case LOCAL -> BackendReport.Kind.LOCAL;
            case GLOBAL -> BackendReport.Kind.GLOBAL;
        };
    }

    private List<SchemaDifference> differences() {
        return cluster()
                .map(found -> desired.keyspaces().stream()
                        .filter(keyspace -> found.keyspaces().containsKey(keyspace.name()))
                        .flatMap(keyspace -> SchemaPlanner.differences(found, keyspace).stream())
                        .toList())
                .orElse(List.of());
    }

    private String differ(Severity severity) {
        return words(differences().stream()
                .filter(difference -> difference.severity() == severity)
                .toList());
    }

    private static String words(Collection<SchemaDifference> differences) {
        String named = differences.stream()
                .limit(DIFFERENCES_NAMED)
                .map(SchemaDifference::message)
                .collect(Collectors.joining(" "));
        int more = differences.size() - DIFFERENCES_NAMED;
        return more > 0 ? named + " And " + more + " more." : named;
    }

    private String extras() {
        long extra = differences().stream()
                .filter(SchemaDifference.ExtraTable.class::isInstance)
                .count();
        return extra == 0 ? "" : "; " + extra + " other tables in its keyspaces are left alone";
    }

    /** Of everything awaited, the earliest stage: what comes later cannot begin before it. */
    private Optional<Waiting> waiting() {
        return Outcomes.waiting(pass.outcomes().values());
    }

    private Stream<Outcome.Failed> failed() {
        return Outcomes.failed(pass.outcomes().values());
    }

    /** Also of steps that no pass has run: what is planned to stop is stopped. */
    private Stream<Outcome.Blocked> blocked() {
        Stream<Outcome.Blocked> planned = pass.plan().steps().stream()
                .map(Step::operation)
                .filter(DatabaseOperation.Stop.class::isInstance)
                .map(DatabaseOperation.Stop.class::cast)
                .map(stop -> new Outcome.Blocked(stop.reason(), stop.message()));
        Stream<Outcome.Blocked> met = pass.outcomes().values().stream()
                .filter(Outcome.Blocked.class::isInstance)
                .map(Outcome.Blocked.class::cast);
        return Stream.concat(planned, met).distinct();
    }

    private String counted(String message) {
        return "%d of %d tables are ready. %s".formatted(tablesReady, desired.tableCount(), message);
    }

    private Optional<LiveKeyspace> live(DesiredKeyspace keyspace) {
        return cluster().flatMap(found -> found.schema().keyspace(keyspace.name()));
    }

    private Optional<ClusterFacts> cluster() {
        return pass.facts().cluster();
    }
}
