package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspaceStatus;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.AwsOutcomes;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.Outcomes;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.live.SchemaDiff;
import io.unrealcloud.ddc.schema.live.SchemaDifference;
import io.unrealcloud.ddc.schema.live.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A pass over Amazon Keyspaces, judged. Pure. */
public final class KeyspacesReport {

    private static final int DIFFERENCES_NAMED = 3;

    private final DesiredState desired;
    private final Pass pass;
    private final int tablesReady;

    private KeyspacesReport(DesiredState desired, Pass pass) {
        this.desired = desired;
        this.pass = pass;
        this.tablesReady = (int) desired.keyspaces().stream()
                .flatMap(keyspace -> keyspace.schema().tables().stream()
                        .map(table -> known(keyspace).tables().get(table.name().internal())))
                .filter(table -> table != null && table.usable())
                .count();
    }

    public static BackendReport of(DesiredState desired, Pass pass) {
        KeyspacesReport report = new KeyspacesReport(desired, pass);
        return new BackendReport(
                report.ready(),
                report.schemaValid(),
                report.progressing(),
                report.degraded(),
                desired.keyspaces().stream().map(report::keyspace).toList(),
                report.tablesReady,
                desired.tableCount(),
                Losses.remembered(desired, pass.facts()),
                Optional.empty());
    }

    private Verdict ready() {
        Optional<Outcome.Blocked> blocked = blocked()
                .filter(stop -> stop.reason() != Reason.SchemaDiffers && stop.reason() != Reason.SettingsDiffer)
                .findFirst();
        if (blocked.isPresent()) {
            return Verdict.no(blocked.get().reason(), blocked.get().message());
        }
        if (everythingUsable()) {
            return Verdict.yes(
                    Reason.Available,
                    "%d keyspaces and %d tables are there in %s."
                            .formatted(
                                    desired.keyspaces().size(),
                                    tablesReady,
                                    desired.backend().region()));
        }
        return whyNot();
    }

    private Verdict whyNot() {
        if (pass.failure().isPresent()) {
            String message = pass.failure().get().getMessage();
            Reason reason = AwsOutcomes.reason(pass.failure().get());
            return pass.facts().keyspaces().isEmpty() ? Verdict.unknown(reason, message) : Verdict.no(reason, message);
        }
        return failed().findFirst()
                .map(failed -> Verdict.no(failed.reason(), failed.message()))
                .or(() -> waiting().map(wait -> Verdict.no(wait.reason(), counted(wait.message()))))
                .or(() -> blocked().findFirst().map(stop -> Verdict.no(stop.reason(), stop.message())))
                .orElseGet(() -> Verdict.no(
                        Reason.Planned, counted("What is still to do is planned; nothing of it has been begun.")));
    }

    private Verdict schemaValid() {
        Optional<Verdict> different = differences().stream()
                .filter(difference -> difference.severity() == Severity.INCOMPATIBLE)
                .findFirst()
                .map(any -> Verdict.no(Reason.SchemaDiffers, differ(Severity.INCOMPATIBLE)));
        if (different.isPresent()) {
            return different.get();
        }
        if (!everythingUsable()) {
            return Verdict.unknown(Reason.Pending, "The schema is compared once every table is there.");
        }
        if (!differ(Severity.MENDABLE).isEmpty()) {
            return Verdict.no(Reason.SchemaDiffers, differ(Severity.MENDABLE));
        }
        return pass.facts()
                .cql()
                .map(this::overCql)
                .orElseGet(() -> Verdict.unknown(Reason.Pending, "The schema has not been read over CQL yet."));
    }

    private Verdict overCql(CqlFacts read) {
        return switch (read) {
            case CqlFacts.Failed failed -> Verdict.unknown(failed.reason(), failed.message());
            case CqlFacts.Read live -> {
                List<SchemaDifference> differences =
                        SchemaDiff.between(Observation.expected(desired), live.schema()).stream()
                                .filter(difference -> difference.severity() != Severity.HARMLESS)
                                .toList();
                yield differences.isEmpty()
                        ? Verdict.yes(
                                Reason.UpToDate,
                                "All %d tables are as schema %s has them%s."
                                        .formatted(desired.tableCount(), desired.catalogue(), extras()))
                        : Verdict.no(Reason.SchemaDiffers, words(differences));
            }
        };
    }

    private Verdict progressing() {
        Optional<Verdict> waiting = waiting().map(wait -> Verdict.yes(wait.reason(), counted(wait.message())));
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
                    "The state in AWS could not be read, and what is known of it grows old: "
                            + pass.failure().get().getMessage());
        }
        return Stream.concat(
                        blocked().map(stop -> Verdict.yes(stop.reason(), stop.message())),
                        failed().map(failed -> Verdict.yes(failed.reason(), failed.message())))
                .findFirst()
                .orElseGet(() -> Verdict.no(Reason.Reconciled, "Nothing needs attention."));
    }

    private boolean everythingUsable() {
        return desired.keyspaces().stream().allMatch(this::usable);
    }

    private boolean usable(DesiredKeyspace keyspace) {
        KeyspaceFacts known = known(keyspace);
        return known.description().map(this::usableHere).orElse(false)
                && keyspace.schema().types().stream()
                        .map(type -> known.types().get(type.name().internal()))
                        .allMatch(type -> type != null && type.status() == TypeStatus.ACTIVE)
                && keyspace.schema().tables().stream()
                        .map(table -> known.tables().get(table.name().internal()))
                        .allMatch(table -> table != null && table.usable());
    }

    /** In this Region: another Region may still be on its way. */
    private boolean usableHere(KeyspaceDescription description) {
        return description.replicas().stream()
                .filter(replica -> replica.region().equals(desired.backend().region()))
                .allMatch(replica ->
                        replica.status() == KeyspaceStatus.ACTIVE || replica.status() == KeyspaceStatus.UPDATING);
    }

    private BackendReport.Keyspace keyspace(DesiredKeyspace keyspace) {
        Optional<KeyspaceDescription> description = known(keyspace).description();
        return new BackendReport.Keyspace(
                keyspace.name(),
                kind(keyspace.role()),
                description.map(found -> found.active() ? "ACTIVE" : "UPDATING").orElse("ABSENT"),
                description
                        .map(found -> found.replicas().stream()
                                .map(replica -> new BackendReport.Replica(
                                        replica.region(), replica.statusText(), replica.progress()))
                                .toList())
                        .orElse(List.of()));
    }

    private static BackendReport.Kind kind(KeyspaceRole role) {
        return switch (role) {
            case REPLICATED -> BackendReport.Kind.REPLICATED;
            case LOCAL -> BackendReport.Kind.LOCAL;
            case GLOBAL -> BackendReport.Kind.GLOBAL;
        };
    }

    private List<SchemaDifference> differences() {
        return desired.keyspaces().stream()
                .filter(keyspace -> known(keyspace).exists())
                .flatMap(keyspace -> SchemaReading.differences(keyspace, known(keyspace)).stream())
                .toList();
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
        long extra = desired.keyspaces().stream()
                .mapToLong(keyspace -> known(keyspace).otherTables().size())
                .sum();
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
                .map(step -> step.operation())
                .filter(KeyspacesOperation.Stop.class::isInstance)
                .map(KeyspacesOperation.Stop.class::cast)
                .map(stop -> new Outcome.Blocked(stop.reason(), stop.message()));
        Stream<Outcome.Blocked> met = pass.outcomes().values().stream()
                .filter(Outcome.Blocked.class::isInstance)
                .map(Outcome.Blocked.class::cast);
        return Stream.concat(planned, met).distinct();
    }

    private String counted(String message) {
        return "%d of %d tables are ready. %s".formatted(tablesReady, desired.tableCount(), message);
    }

    private KeyspaceFacts known(DesiredKeyspace keyspace) {
        return pass.facts().keyspace(keyspace.name());
    }
}
