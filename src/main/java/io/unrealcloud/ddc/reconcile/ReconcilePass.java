package io.unrealcloud.ddc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.model.DatabaseBackend;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolution.Rejected;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.keyspaces.DesiredState;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesReport;
import io.unrealcloud.ddc.provision.keyspaces.Pass;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One pass over a resource that stays: validate, resolve, observe, plan, act, and say what came of it. Knows
 * nothing of the framework that calls it.
 */
final class ReconcilePass {

    /** A resource that waits for an edit, or is paused, is looked at again at the latest then. */
    private static final Duration IDLE = Duration.ofHours(1);

    private final Intake intake;
    private final KeyspacesProvisioner keyspaces;
    private final Clock clock;

    ReconcilePass(Intake intake, KeyspacesProvisioner keyspaces, Clock clock) {
        this.intake = intake;
        this.keyspaces = keyspaces;
        this.clock = clock;
    }

    /** @param next when to come back at the latest */
    record Result(UnrealCloudDdcStatus status, Duration next) {}

    /** @param writeAhead persists a status before the first call that changes anything outside */
    Result run(UnrealCloudDdc resource, Consumer<UnrealCloudDdcStatus> writeAhead) {
        StatusDraft draft = new StatusDraft(resource, clock.instant());
        if (StatusDraft.flagged(resource, Annotations.PAUSED)) {
            draft.conditions().set(ConditionType.RECONCILIATION_PAUSED, Verdict.yes(Reason.Paused, paused(resource)));
            return new Result(draft.build(), IDLE);
        }
        draft.conditions().remove(ConditionType.RECONCILIATION_PAUSED).remove(ConditionType.DELETION_BLOCKED);
        Intake.Taken taken = intake.take(resource);
        if (taken.model().isEmpty()) {
            return refused(draft, taken.rejected().orElseThrow());
        }
        DdcModel model = taken.model().get();
        Result result =
                switch (model.database()) {
                    case KeyspacesBackend backend -> keyspaces(resource, draft, taken, model, backend, writeAhead);
                    case ScyllaBackend scylla ->
                        throw new IllegalStateException("The resolver let a backend through that nothing acts on.");
                };
        return result;
    }

    private Result keyspaces(
            UnrealCloudDdc resource,
            StatusDraft draft,
            Intake.Taken taken,
            DdcModel model,
            KeyspacesBackend backend,
            Consumer<UnrealCloudDdcStatus> writeAhead) {
        DesiredState desired = DesiredState.of(model.owner(), backend, SchemaCatalogue.current());
        Optional<JsonNode> valid = taken.spec().filter(spec -> !model.planOnly());
        Pass pass = keyspaces.pass(
                desired, askedForAll(resource), model.planOnly(), () -> begin(resource, backend, valid, writeAhead));
        BackendReport report = KeyspacesReport.of(desired, pass);
        draft.observed()
                .database(DatabaseStatuses.of(backend, report))
                .plan(model.planOnly() ? DatabaseStatuses.plan(pass.plan(), FixedCost.perMonth(desired)) : null);
        // A resource of which AWS could never be asked has nothing there, and must be deletable while AWS is away.
        valid.filter(spec ->
                        pass.failure().isEmpty() || StatusDraft.before(resource).lastValidSpec() != null)
                .ifPresent(draft::lastValidSpec);
        conditions(draft, report, taken.rejected());
        return new Result(draft.build(), pass.next());
    }

    /** Marks the resource as one that has something in AWS, before it has. */
    private void begin(
            UnrealCloudDdc resource,
            DatabaseBackend backend,
            Optional<JsonNode> valid,
            Consumer<UnrealCloudDdcStatus> writeAhead) {
        if (StatusDraft.before(resource).lastValidSpec() == null) {
            StatusDraft draft = new StatusDraft(resource, clock.instant()).database(DatabaseStatuses.begun(backend));
            valid.ifPresent(draft::lastValidSpec);
            writeAhead.accept(draft.build());
        }
    }

    private static void conditions(StatusDraft draft, BackendReport report, Optional<Rejected> rejected) {
        draft.conditions()
                .set(ConditionType.DATABASE_READY, report.ready())
                .set(ConditionType.SCHEMA_VALID, report.schemaValid())
                .set(ConditionType.IDENTITY_READY, NotYet.IDENTITY)
                .set(ConditionType.WORKLOAD_AVAILABLE, NotYet.WORKLOAD)
                .set(ConditionType.VERIFIED, NotYet.VERIFICATION)
                .set(ConditionType.PROGRESSING, report.progressing())
                .set(
                        ConditionType.DEGRADED,
                        rejected.map(bad -> Verdict.yes(bad.reason(), stillHealing(bad)))
                                .orElse(report.degraded()))
                .set(ConditionType.READY, ready(report));
    }

    /** Ready means that DDC serves, and nothing serves yet. */
    private static Verdict ready(BackendReport report) {
        if (!report.ready().isYes()) {
            return Verdict.no(report.ready().reason(), report.ready().message());
        }
        if (!report.schemaValid().isYes()) {
            return Verdict.no(
                    report.schemaValid().reason(), report.schemaValid().message());
        }
        return NotYet.WORKLOAD;
    }

    private static String stillHealing(Rejected bad) {
        return bad.message() + " Until then the last valid spec is kept up.";
    }

    private static Result refused(StatusDraft draft, Rejected rejected) {
        Verdict no = Verdict.no(rejected.reason(), rejected.message());
        draft.observed()
                .conditions()
                .set(ConditionType.READY, no)
                .set(ConditionType.PROGRESSING, Verdict.no(rejected.reason(), "Waits for an edit."))
                .set(ConditionType.DEGRADED, Verdict.yes(rejected.reason(), rejected.message()));
        return new Result(draft.build(), IDLE);
    }

    /** An edit, or the annotation, asks for everything to be read anew. */
    private static boolean askedForAll(UnrealCloudDdc resource) {
        UnrealCloudDdcStatus before = StatusDraft.before(resource);
        Optional<String> requested = StatusDraft.reconcileAt(resource);
        return !Objects.equals(
                        before.observedGeneration(), resource.getMetadata().getGeneration())
                || (requested.isPresent() && !requested.get().equals(before.observedReconcileAt()));
    }

    private static String paused(UnrealCloudDdc resource) {
        return ("Nothing is read or changed while the annotation is there. Resume with: kubectl annotate -n %s ucddc %s"
                        + " %s-")
                .formatted(
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName(),
                        Annotations.PAUSED);
    }
}
