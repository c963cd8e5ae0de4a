package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;

/**
 * Writes status by server-side apply of a fresh object that holds nothing else, so that the operator owns its
 * status and none of the user's fields. A status that has not changed is not written.
 */
final class StatusWriter {

    /** The framework's helper writes over a conflict up to ten times, unless it is told not to. */
    private static final int NO_RETRY = 0;

    private static final long CACHE_POLL_MILLIS = 50;

    private StatusWriter() {}

    /** @return whether anything was written */
    static boolean write(UnrealCloudDdc resource, UnrealCloudDdcStatus status, Context<UnrealCloudDdc> context) {
        if (status.equals(resource.getStatus())) {
            return false;
        }
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh(resource, status), context);
        return true;
    }

    /**
     * Writes status ahead of a call that must not be forgotten.
     *
     * @return the resource as it is now
     * @throws KubernetesClientException a conflict, which ends the pass, if the resource has changed since it was read
     */
    static UnrealCloudDdc writeAhead(
            UnrealCloudDdc resource, UnrealCloudDdcStatus status, Context<UnrealCloudDdc> context) {
        try {
            return PrimaryUpdateAndCacheUtils.updateAndCacheResource(
                    resource,
                    context,
                    current -> fresh(resource, status),
                    fresh -> apply(fresh, context),
                    NO_RETRY,
                    CACHE_POLL_MILLIS,
                    CACHE_POLL_MILLIS);
        } catch (OperatorException refused) {
            if (refused.getCause() instanceof KubernetesClientException conflict) {
                throw conflict;
            }
            throw refused;
        }
    }

    private static UnrealCloudDdc apply(UnrealCloudDdc fresh, Context<UnrealCloudDdc> context) {
        return context.getClient()
                .resource(fresh)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withForce(true)
                        .withFieldManager(context.getControllerConfiguration().fieldManager())
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .build());
    }

    private static UnrealCloudDdc fresh(UnrealCloudDdc resource, UnrealCloudDdcStatus status) {
        UnrealCloudDdc fresh = new UnrealCloudDdc();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
