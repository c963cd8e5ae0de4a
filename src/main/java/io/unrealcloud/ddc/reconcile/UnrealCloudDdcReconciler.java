package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.retry.GradualRetry;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;
import io.unrealcloud.ddc.identity.IdentityProvisioner;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.workload.Platform;
import io.unrealcloud.ddc.workload.Teardown;
import io.unrealcloud.ddc.workload.Workload;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * What the framework calls. Every event leads to a pass, annotations and status included: a pass on a resource that
 * needs nothing is answered from memory and writes nothing.
 */
@ControllerConfiguration(
        name = UnrealCloudDdcReconciler.NAME,
        finalizerName = Annotations.FINALIZER,
        generationAwareEventProcessing = false,
        fieldManager = "unreal-cloud-ddc-operator",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 1, timeUnit = TimeUnit.HOURS))
@GradualRetry(maxAttempts = Integer.MAX_VALUE, initialInterval = 1_000, intervalMultiplier = 2, maxInterval = 300_000)
public class UnrealCloudDdcReconciler implements Reconciler<UnrealCloudDdc>, Cleaner<UnrealCloudDdc> {

    public static final String NAME = "unrealcloudddc";

    private static final Logger LOG = Logger.getLogger(UnrealCloudDdcReconciler.class);

    private final ObjectSources objects = new ObjectSources();
    private final ReconcilePass reconcilePass;
    private final CleanupPass cleanupPass;
    private final ConditionEvents conditionEvents;
    private final EventRecorder events;
    private final Nudges nudges;
    private final Clock clock;

    public UnrealCloudDdcReconciler(
            Resolver resolver,
            KeyspacesProvisioner keyspaces,
            ScyllaProvisioners scylla,
            IdentityProvisioner roles,
            Account account,
            OperatorSettings settings,
            Platform platform,
            Proofs proofs,
            KubernetesClient client,
            Clock clock) {
        Intake intake = new Intake(resolver);
        Databases databases = new Databases(
                new KeyspacesPart(keyspaces, proofs.rows()),
                new ScyllaPart(scylla, account, settings.identity(), objects, clock));
        IdentityPart identity = new IdentityPart(roles, account, settings.identity());
        WorkloadPart workload = new WorkloadPart(new Workload(client, platform), new Teardown(client), objects);
        VerificationPart verification = new VerificationPart(proofs.verifications(), client, objects);
        GatewayPart gateways = new GatewayPart(proofs.counters(), client);
        this.reconcilePass = new ReconcilePass(intake, databases, identity, workload, gateways, verification, clock);
        this.cleanupPass = new CleanupPass(intake, databases, identity, workload, gateways, verification, clock);
        this.nudges = proofs.nudges();
        this.events = new EventRecorder(client, clock);
        this.conditionEvents = new ConditionEvents(events);
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, UnrealCloudDdc>> prepareEventSources(EventSourceContext<UnrealCloudDdc> context) {
        List<EventSource<?, UnrealCloudDdc>> sources = new ArrayList<>(objects.prepare(context));
        sources.add(nudges.source());
        return sources;
    }

    @Override
    public UpdateControl<UnrealCloudDdc> reconcile(UnrealCloudDdc resource, Context<UnrealCloudDdc> context) {
        AtomicReference<UnrealCloudDdc> latest = new AtomicReference<>(resource);
        ReconcilePass.Result result =
                reconcilePass.run(resource, ahead -> latest.set(StatusWriter.writeAhead(resource, ahead, context)));
        if (StatusWriter.write(latest.get(), result.status(), context)) {
            conditionEvents.changed(resource, StatusDraft.before(resource), result.status());
        }
        return UpdateControl.<UnrealCloudDdc>noUpdate().rescheduleAfter(result.next());
    }

    @Override
    public DeleteControl cleanup(UnrealCloudDdc resource, Context<UnrealCloudDdc> context) {
        return switch (cleanupPass.run(resource)) {
            case CleanupPass.Result.Release release -> {
                LOG.infof(
                        "%s/%s is let go. %s",
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName(),
                        release.story());
                events.record(resource, EventRecorder.Type.NORMAL, "Released", release.story());
                yield DeleteControl.defaultDelete();
            }
            case CleanupPass.Result.Stay stay -> {
                if (StatusWriter.write(resource, stay.status(), context)) {
                    conditionEvents.changed(resource, StatusDraft.before(resource), stay.status());
                }
                yield DeleteControl.noFinalizerRemoval().rescheduleAfter(stay.next());
            }
        };
    }

    /** Only for what nobody foresaw: everything foreseen is a condition already. */
    @Override
    public ErrorStatusUpdateControl<UnrealCloudDdc> updateErrorStatus(
            UnrealCloudDdc resource, Context<UnrealCloudDdc> context, Exception failure) {
        if (failure instanceof KubernetesClientException || failure.getCause() instanceof KubernetesClientException) {
            // A conflict, or an API server that cannot be written to: the next pass begins from what it holds.
            return ErrorStatusUpdateControl.noStatusUpdate();
        }
        StatusDraft draft = new StatusDraft(resource, clock.instant());
        draft.conditions()
                .set(
                        ConditionType.DEGRADED,
                        Verdict.yes(
                                Reason.InternalError,
                                "The operator failed in a way it does not know, and tries again: " + failure
                                        + ". Its log has the details; please report it."));
        UnrealCloudDdcStatus status = draft.build();
        StatusWriter.write(resource, status, context);
        return ErrorStatusUpdateControl.noStatusUpdate();
    }
}
