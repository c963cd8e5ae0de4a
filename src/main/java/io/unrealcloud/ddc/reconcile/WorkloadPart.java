package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.unrealcloud.ddc.api.v1alpha1.ApplicationSpec;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.PinStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcSpec;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.api.v1alpha1.WorkloadStatus;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.workload.KeptApplication;
import io.unrealcloud.ddc.workload.LiveObjects;
import io.unrealcloud.ddc.workload.PlannedObject;
import io.unrealcloud.ddc.workload.Teardown;
import io.unrealcloud.ddc.workload.Workload;
import io.unrealcloud.ddc.workload.WorkloadReport;
import io.unrealcloud.ddc.workload.WorkloadRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The pods' part of a pass. */
final class WorkloadPart {

    private final Workload workload;
    private final Teardown teardown;
    private final LiveObjects live;

    WorkloadPart(Workload workload, Teardown teardown, LiveObjects live) {
        this.workload = workload;
        this.teardown = teardown;
        this.live = live;
    }

    /** The last application that was valid, from beside the pods. */
    Optional<ApplicationSpec> kept(UnrealCloudDdc resource) {
        Names names = new Names(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
        return live.get(ConfigMap.class, names.namespace(), names.lastValid()).flatMap(KeptApplication::read);
    }

    /** Makes and keeps up the objects, and puts what came of it into the draft. */
    WorkloadReport pass(
            UnrealCloudDdc resource,
            StatusDraft draft,
            DdcModel model,
            UnrealCloudDdcSpec spec,
            DatabaseState database,
            IdentityState identity,
            Instant now) {
        UnrealCloudDdcStatus before = StatusDraft.before(resource);
        WorkloadReport report = workload.pass(request(resource, model, spec, database, identity), live);
        boolean application = spec.application() != null;
        draft.workload(
                        application ? report.status().orElse(before.workload()) : null,
                        application ? report.endpoint().orElse(before.endpoint()) : null)
                .gc(
                        application
                                ? GcStatuses.of(
                                        before.gc(), model, database.report().ready(), now)
                                : null)
                .conditions()
                .set(ConditionType.WORKLOAD_AVAILABLE, report.available());
        report.update()
                .ifPresentOrElse(
                        update -> draft.conditions().set(ConditionType.UPDATE_AVAILABLE, update),
                        () -> draft.conditions().remove(ConditionType.UPDATE_AVAILABLE));
        return report;
    }

    /** What a pass would make, change and remove. */
    List<PlannedObject> plan(
            UnrealCloudDdc resource,
            DdcModel model,
            UnrealCloudDdcSpec spec,
            DatabaseState database,
            IdentityState identity) {
        return workload.plan(request(resource, model, spec, database, identity), live);
    }

    private static WorkloadRequest request(
            UnrealCloudDdc resource,
            DdcModel model,
            UnrealCloudDdcSpec spec,
            DatabaseState database,
            IdentityState identity) {
        return new WorkloadRequest(
                model,
                spec,
                database.report().ready(),
                database.report().schemaValid(),
                database.reached(),
                identity.report().ready(),
                identity.roleArn(),
                pinned(StatusDraft.before(resource)));
    }

    /** @return what is awaited; empty once nothing is left of DDC */
    Optional<Waiting> takeDown(DdcModel model) {
        Optional<Waiting> waiting =
                teardown.pass(model.owner(), model.deletion() == DdcModel.Deletion.DELETE_CONFIRMED);
        if (waiting.isEmpty()) {
            workload.forget(model.owner().uid());
        }
        return waiting;
    }

    static Optional<PinStatus> pinned(UnrealCloudDdcStatus before) {
        return Optional.ofNullable(before.workload()).map(WorkloadStatus::pin);
    }
}
