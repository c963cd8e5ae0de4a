package io.unrealcloud.ddc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.DatabaseStatus;
import io.unrealcloud.ddc.api.v1alpha1.GcStatus;
import io.unrealcloud.ddc.api.v1alpha1.IdentityStatus;
import io.unrealcloud.ddc.api.v1alpha1.PlanStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.api.v1alpha1.VerificationStatus;
import io.unrealcloud.ddc.api.v1alpha1.WorkloadStatus;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The status one pass will write, begun from the one before. */
final class StatusDraft {

    /** Every resource carries these from its first visit on. */
    private static final List<ConditionType> ALWAYS = List.of(
            ConditionType.READY,
            ConditionType.DATABASE_READY,
            ConditionType.SCHEMA_VALID,
            ConditionType.IDENTITY_READY,
            ConditionType.WORKLOAD_AVAILABLE,
            ConditionType.VERIFIED,
            ConditionType.PROGRESSING,
            ConditionType.DEGRADED);

    private static final int RECONCILE_AT_MAX = 64;

    private static final UnrealCloudDdcStatus EMPTY =
            new UnrealCloudDdcStatus(null, null, null, null, null, null, null, null, null, null, null, null, null);

    private final UnrealCloudDdc resource;
    private final UnrealCloudDdcStatus before;
    private final Conditions conditions;
    private Long observedGeneration;
    private DatabaseStatus database;
    private PlanStatus plan;
    private JsonNode lastValidSpec;
    private IdentityStatus identity;
    private WorkloadStatus workload;
    private String endpoint;
    private GcStatus gc;
    private VerificationStatus verification;
    private String observedReconcileAt;

    StatusDraft(UnrealCloudDdc resource, Instant now) {
        this.resource = resource;
        this.before = before(resource);
        this.conditions =
                new Conditions(before.conditions(), resource.getMetadata().getGeneration(), now);
        this.observedGeneration = before.observedGeneration();
        this.database = before.database();
        this.lastValidSpec = before.lastValidSpec();
        this.identity = before.identity();
        this.workload = before.workload();
        this.endpoint = before.endpoint();
        this.gc = before.gc();
        this.verification = before.verification();
        this.observedReconcileAt = before.observedReconcileAt();
        Verdict unvisited = Verdict.unknown(Reason.Pending, "Not looked at yet.");
        ALWAYS.forEach(type -> conditions.initially(type, unvisited));
    }

    static UnrealCloudDdcStatus before(UnrealCloudDdc resource) {
        return Optional.ofNullable(resource.getStatus()).orElse(EMPTY);
    }

    Conditions conditions() {
        return conditions;
    }

    StatusDraft database(DatabaseStatus status) {
        this.database = status;
        return this;
    }

    /** @param status null where nothing is planned */
    StatusDraft plan(PlanStatus status) {
        this.plan = status;
        return this;
    }

    StatusDraft lastValidSpec(JsonNode spec) {
        this.lastValidSpec = spec;
        return this;
    }

    /** Null before there is a role. */
    IdentityStatus identity() {
        return identity;
    }

    StatusDraft identity(IdentityStatus status) {
        this.identity = status;
        return this;
    }

    /** @param url null where DDC is not the operator's */
    StatusDraft workload(WorkloadStatus status, String url) {
        this.workload = status;
        this.endpoint = url;
        return this;
    }

    StatusDraft gc(GcStatus status) {
        this.gc = status;
        return this;
    }

    StatusDraft verification(VerificationStatus status) {
        this.verification = status;
        return this;
    }

    /** The pass has dealt with the resource as it is now, the request for a full pass included. */
    StatusDraft observed() {
        this.observedGeneration = resource.getMetadata().getGeneration();
        this.observedReconcileAt = reconcileAt(resource).orElse(observedReconcileAt);
        return this;
    }

    UnrealCloudDdcStatus build() {
        List<Condition> list = conditions.list();
        return new UnrealCloudDdcStatus(
                observedGeneration,
                list,
                endpoint,
                database,
                identity,
                workload,
                gc,
                before.intents(),
                before.resources(),
                plan,
                observedReconcileAt,
                lastValidSpec,
                verification);
    }

    /** What the annotation asks for, within the bound of the field that repeats it. */
    static Optional<String> reconcileAt(UnrealCloudDdc resource) {
        return annotation(resource, Annotations.RECONCILE_AT).map(value -> Cut.to(RECONCILE_AT_MAX, value));
    }

    static Optional<String> annotation(UnrealCloudDdc resource, String name) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations()).map(all -> all.get(name));
    }

    static boolean flagged(UnrealCloudDdc resource, String name) {
        return annotation(resource, name).filter("true"::equals).isPresent();
    }
}
