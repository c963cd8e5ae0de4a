package io.unrealcloud.ddc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.identity.IdentityReport;
import io.unrealcloud.ddc.model.DatabaseBackend;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolution.Rejected;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.reconcile.GatewayPart.Counted;
import io.unrealcloud.ddc.reconcile.VerificationPart.Proof;
import io.unrealcloud.ddc.verification.counters.Findings;
import io.unrealcloud.ddc.workload.WorkloadReport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One pass over a resource that stays: validate, resolve, observe, plan, act, and say what came of it. Knows
 * nothing of the framework that calls it.
 */
final class ReconcilePass {

    /** A resource that waits for an edit, or is paused, is looked at again at the latest then. */
    private static final Duration IDLE = Duration.ofHours(1);

    private static final Duration UNSETTLED = Duration.ofSeconds(20);

    private final Intake intake;
    private final Databases databases;
    private final IdentityPart identity;
    private final WorkloadPart workload;
    private final GatewayPart gateways;
    private final VerificationPart verification;
    private final Clock clock;

    ReconcilePass(
            Intake intake,
            Databases databases,
            IdentityPart identity,
            WorkloadPart workload,
            GatewayPart gateways,
            VerificationPart verification,
            Clock clock) {
        this.intake = intake;
        this.databases = databases;
        this.identity = identity;
        this.workload = workload;
        this.gateways = gateways;
        this.verification = verification;
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
        Intake.Taken taken = intake.take(resource, () -> workload.kept(resource));
        if (taken.model().isEmpty()) {
            return refused(draft, taken.rejected().orElseThrow());
        }
        DdcModel model = taken.model().get();
        Optional<JsonNode> valid = taken.kept().filter(spec -> !model.planOnly());
        Once begin = new Once(() -> begin(resource, model.database(), valid, writeAhead));
        boolean readAll = askedForAll(resource);
        DatabaseState database = databases.of(model.database()).pass(resource, model, readAll, begin);
        BackendReport report = database.report();
        draft.observed()
                .database(
                        DatabaseStatuses.of(model.database(), database.reached().binding(), report));
        // A resource of which AWS could never be asked has nothing there, and must be deletable while AWS is away.
        valid.filter(spec -> !database.unread() || StatusDraft.before(resource).lastValidSpec() != null)
                .ifPresent(draft::lastValidSpec);
        IdentityState role = identity.pass(draft, model, readAll, begin);
        draft.plan(
                model.planOnly()
                        ? PlanStatuses.of(
                                List.of(database.plan(), role.plan()),
                                taken.spec()
                                        .map(spec -> workload.plan(resource, model, spec, database, role))
                                        .orElse(List.of()),
                                database.costPerMonth())
                        : null);
        Optional<WorkloadReport> pods = taken.spec()
                .filter(spec -> !model.planOnly())
                .map(spec -> workload.pass(resource, draft, model, spec, database, role, clock.instant()));
        Counted counted = pods.map(found -> gateways.pass(model, found)).orElse(Counted.NOTHING);
        conditions(draft, report, role.report(), pods, taken.rejected(), counted.findings());
        Optional<Proof> proof = pods.map(found -> verification.pass(
                resource, draft, model, taken.spec().orElseThrow(), database.rows(), found, clock.instant()));
        draft.conditions()
                .set(
                        ConditionType.READY,
                        pods.map(found -> ready(taken.spec().orElseThrow(), report, role.report(), found, proof.get()))
                                .orElseGet(() -> planned(report)));
        Duration due = next(database, role, pods);
        Duration soonest = Stream.of(proof.flatMap(Proof::next), counted.next())
                .flatMap(Optional::stream)
                .map(at -> VerificationPart.until(at, clock.instant()))
                .reduce(due, (one, other) -> one.compareTo(other) <= 0 ? one : other);
        return new Result(draft.build(), soonest);
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

    private static void conditions(
            StatusDraft draft,
            BackendReport database,
            IdentityReport role,
            Optional<WorkloadReport> pods,
            Optional<Rejected> rejected,
            Findings counted) {
        draft.conditions()
                .set(ConditionType.DATABASE_READY, database.ready())
                .set(ConditionType.SCHEMA_VALID, schemaValid(database, counted))
                .set(
                        ConditionType.PROGRESSING,
                        firstYes(List.of(
                                Optional.of(database.progressing()),
                                Optional.of(role.progressing()),
                                pods.flatMap(WorkloadReport::progressing))))
                .set(
                        ConditionType.DEGRADED,
                        firstYes(List.of(
                                rejected.map(bad -> Verdict.yes(bad.reason(), stillHealing(bad))),
                                Optional.of(database.degraded()),
                                Optional.of(role.degraded()),
                                counted.mode(),
                                pods.flatMap(WorkloadReport::degraded))));
    }

    /** Refused statements say nothing of whether DDC serves: that is what a verification shows. */
    private static Verdict schemaValid(BackendReport database, Findings counted) {
        return database.schemaValid().isYes()
                ? counted.schema().orElse(database.schemaValid())
                : database.schemaValid();
    }

    /** The first that says yes; if none does, the first there is. */
    private static Verdict firstYes(List<Optional<Verdict>> verdicts) {
        List<Verdict> given = verdicts.stream().flatMap(Optional::stream).toList();
        return given.stream().filter(Verdict::isYes).findFirst().orElseGet(given::getFirst);
    }

    private static Verdict ready(
            UnrealCloudDdcSpec spec, BackendReport report, IdentityReport identity, WorkloadReport pods, Proof proof) {
        if (spec.application() == null) {
            return Readiness.bound(report.ready(), report.schemaValid(), identity.ready(), pods.bound());
        }
        return Readiness.serves(
                report.ready(),
                report.schemaValid(),
                identity.ready(),
                pods.available(),
                proof.needed() ? proof.verified() : Verdict.yes(Reason.Available, "No proof is asked for."));
    }

    /** Under managementPolicy Plan nothing is made ready. */
    private static Verdict planned(BackendReport report) {
        return report.ready().isYes()
                ? Verdict.no(Reason.Planned, "managementPolicy is Plan: pods are left to whoever runs them.")
                : Verdict.no(report.ready().reason(), report.ready().message());
    }

    /** What goes on inside a pod sends no event. */
    private static Duration next(DatabaseState database, IdentityState role, Optional<WorkloadReport> pods) {
        boolean unsettled = pods.filter(report ->
                        report.progressing().isPresent() || report.degraded().isPresent())
                .isPresent();
        return Stream.of(database.next(), role.next(), unsettled ? UNSETTLED : IDLE)
                .min(Duration::compareTo)
                .orElseThrow();
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
