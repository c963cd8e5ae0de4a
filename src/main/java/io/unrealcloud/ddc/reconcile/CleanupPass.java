package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.ManagementPolicy;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.identity.IdentityPass;
import io.unrealcloud.ddc.identity.IdentityReport;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.BackendReport;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One pass over a resource that is being deleted. */
final class CleanupPass {

    private static final Duration UNTIL_CONSENT = Duration.ofHours(1);

    /** Pods that end send no event. */
    private static final Duration POLL = Duration.ofSeconds(5);

    private final Intake intake;
    private final Databases databases;
    private final IdentityPart identity;
    private final WorkloadPart workload;
    private final GatewayPart gateways;
    private final VerificationPart verification;
    private final Clock clock;

    CleanupPass(
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

    /** What comes of it. */
    sealed interface Result {

        /** The resource may go; {@code story} says what became of what it had. */
        record Release(String story) implements Result {}

        /** The resource stays for now. */
        record Stay(UnrealCloudDdcStatus status, Duration next) implements Result {}
    }

    Result run(UnrealCloudDdc resource) {
        if (StatusDraft.flagged(resource, Annotations.ABANDON)) {
            return new Result.Release("Abandoned: nothing in AWS was touched. " + remains(resource));
        }
        if (StatusDraft.flagged(resource, Annotations.PAUSED)) {
            StatusDraft draft = new StatusDraft(resource, clock.instant());
            draft.conditions()
                    .set(
                            ConditionType.DELETION_BLOCKED,
                            Verdict.yes(
                                    Reason.Paused,
                                    "The resource is paused, and so is its deletion. Remove the annotation "
                                            + Annotations.PAUSED + " to go on."));
            return new Result.Stay(draft.build(), UNTIL_CONSENT);
        }
        if (resource.getSpec().managementPolicy() == ManagementPolicy.PLAN) {
            return new Result.Release("managementPolicy is Plan: nothing in AWS was touched.");
        }
        Intake.Taken taken = intake.take(resource, () -> workload.kept(resource));
        return taken.model()
                .map(model -> takeDown(resource, model))
                .orElseGet(() -> begun(resource)
                        ? blocked(
                                resource,
                                taken.rejected().orElseThrow().reason(),
                                taken.rejected().orElseThrow().message() + wayOut(resource))
                        : new Result.Release("Nothing was ever made for this resource."));
    }

    private Result takeDown(UnrealCloudDdc resource, DdcModel model) {
        verification.forget(model);
        gateways.forget(model);
        DatabasePart database = databases.of(model.database());
        return switch (model.deletion()) {
            case DELETE_UNCONFIRMED ->
                begun(resource)
                        ? blocked(resource, Reason.ConfirmationRequired, confirm(resource))
                        : new Result.Release("Nothing was ever made for this resource.");
            case RETAIN ->
                podsFirst(
                        resource,
                        model,
                        () -> database.release(resource, model),
                        "The data stays in AWS, marked as released: " + database.remains(resource, model) + ".");
            case DELETE_CONFIRMED ->
                podsFirst(
                        resource,
                        model,
                        () -> database.delete(resource, model),
                        "Everything this resource had made in AWS is gone.");
        };
    }

    /** Nothing is taken from under a pod that still runs. */
    private Result podsFirst(UnrealCloudDdc resource, DdcModel model, Supplier<DatabaseState> database, String story) {
        try {
            return workload.takeDown(model)
                    .map(waiting -> pods(resource, waiting))
                    .orElseGet(() ->
                            roleNext(resource, model).orElseGet(() -> ended(resource, model, database.get(), story)));
        } catch (KubernetesClientException refused) {
            return blocked(
                    resource,
                    Reason.KubernetesRefused,
                    "DDC's pods cannot be taken down: " + refused.getMessage() + "." + wayOut(resource),
                    POLL);
        }
    }

    /** @return what to say while the role is not gone; empty once it is, or if nothing was ever made */
    private Optional<Result> roleNext(UnrealCloudDdc resource, DdcModel model) {
        IdentityPass pass = identity.remove(model);
        boolean unreachable = pass.failure().isPresent() && !begun(resource);
        if (pass.done() || unreachable) {
            identity.forget(model.owner().uid());
            return Optional.empty();
        }
        IdentityReport report = identity.report(model, pass);
        if (report.degraded().isYes()) {
            return Optional.of(blocked(
                    resource, report.degraded().reason(), report.degraded().message() + wayOut(resource), pass.next()));
        }
        return Optional.of(new Result.Stay(
                deleting(
                        resource,
                        ConditionType.IDENTITY_READY,
                        Verdict.yes(Reason.Deleting, "The role of DDC's pods is being deleted.")),
                pass.next()));
    }

    private Result pods(UnrealCloudDdc resource, Waiting waiting) {
        return new Result.Stay(
                deleting(resource, ConditionType.WORKLOAD_AVAILABLE, Verdict.yes(waiting.reason(), waiting.message())),
                POLL);
    }

    private UnrealCloudDdcStatus deleting(UnrealCloudDdc resource, ConditionType part, Verdict progressing) {
        StatusDraft draft = new StatusDraft(resource, clock.instant());
        Verdict going = Verdict.no(Reason.Deleting, "The resource is being deleted.");
        draft.observed()
                .conditions()
                .set(ConditionType.READY, going)
                .set(part, going)
                .set(ConditionType.PROGRESSING, progressing)
                .remove(ConditionType.DELETION_BLOCKED);
        return draft.build();
    }

    private Result ended(UnrealCloudDdc resource, DdcModel model, DatabaseState pass, String story) {
        boolean unreachable = pass.unread() && !begun(resource);
        if (pass.done() || unreachable) {
            databases.of(model.database()).forget(model.owner().uid());
            return new Result.Release(pass.done() ? story : "Nothing was ever made for this resource.");
        }
        BackendReport report = pass.report();
        StatusDraft draft = new StatusDraft(resource, clock.instant());
        draft.observed()
                .conditions()
                .set(ConditionType.READY, Verdict.no(Reason.Deleting, "The resource is being deleted."))
                .set(
                        ConditionType.DATABASE_READY,
                        Verdict.no(Reason.Deleting, "The database is being deleted or let go."))
                .set(ConditionType.PROGRESSING, report.progressing())
                .set(ConditionType.DEGRADED, report.degraded());
        if (report.degraded().isYes()) {
            draft.conditions()
                    .set(
                            ConditionType.DELETION_BLOCKED,
                            Verdict.yes(
                                    report.degraded().reason(),
                                    report.degraded().message() + wayOut(resource)));
        } else {
            draft.conditions().remove(ConditionType.DELETION_BLOCKED);
        }
        return new Result.Stay(draft.build(), pass.next());
    }

    private Result blocked(UnrealCloudDdc resource, Reason reason, String message) {
        return blocked(resource, reason, message, UNTIL_CONSENT);
    }

    private Result blocked(UnrealCloudDdc resource, Reason reason, String message, Duration next) {
        StatusDraft draft = new StatusDraft(resource, clock.instant());
        draft.observed().conditions().set(ConditionType.DELETION_BLOCKED, Verdict.yes(reason, message));
        return new Result.Stay(draft.build(), next);
    }

    /**
     * Whether anything may exist in AWS: noted before the first call that makes something, and not known while no
     * pass that came before deletion has said anything of the resource.
     */
    private static boolean begun(UnrealCloudDdc resource) {
        UnrealCloudDdcStatus before = StatusDraft.before(resource);
        boolean judged = Conditions.find(before.conditions(), ConditionType.READY)
                .filter(ready -> !ready.reason().equals(Reason.Pending.name())
                        && !ready.reason().equals(Reason.Deleting.name()))
                .isPresent();
        return before.lastValidSpec() != null || !judged;
    }

    private static String confirm(UnrealCloudDdc resource) {
        String name = resource.getMetadata().getName();
        String patch = "kubectl patch -n " + resource.getMetadata().getNamespace() + " ucddc " + name
                + " --type merge -p '{\"spec\":{%s}}'";
        return ("deletionPolicy is Delete, which destroys DDC's metadata, and the confirmation is missing. To destroy"
                        + " it: %s. To keep it: %s.")
                .formatted(
                        patch.formatted("\"deletionConfirmation\":\"" + name + "\""),
                        patch.formatted("\"deletionPolicy\":\"Retain\""));
    }

    private static String wayOut(UnrealCloudDdc resource) {
        return " To let the resource go and leave everything in AWS as it is: kubectl annotate -n %s ucddc %s %s=true."
                .formatted(
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName(),
                        Annotations.ABANDON);
    }

    private static String remains(UnrealCloudDdc resource) {
        var database = StatusDraft.before(resource).database();
        if (database == null || database.backends() == null) {
            return "Nothing had been made.";
        }
        return "What remains in " + resource.getSpec().region() + ": "
                + database.backends().stream()
                        .filter(backend -> backend.keyspaces() != null)
                        .flatMap(backend -> backend.keyspaces().stream())
                        .map(keyspace -> "keyspace " + keyspace.name())
                        .collect(Collectors.joining(", "))
                + ".";
    }
}
