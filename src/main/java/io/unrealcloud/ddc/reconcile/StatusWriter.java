package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdcStatus;

/**
 * Writes status by server-side apply of a fresh object that holds nothing else, so that the operator owns its
 * status and none of the user's fields. A status that has not changed is not written.
 */
final class StatusWriter {

    private StatusWriter() {}

    /** @return whether anything was written */
    static boolean write(UnrealCloudDdc resource, UnrealCloudDdcStatus status, Context<UnrealCloudDdc> context) {
        if (status.equals(resource.getStatus())) {
            return false;
        }
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, fresh(resource, status, false), context);
        return true;
    }

    /**
     * Writes status ahead of a call that must not be forgotten. Refused with a conflict, which ends the pass, if
     * the resource has changed since it was read.
     *
     * @return the resource as it is now
     */
    static UnrealCloudDdc writeAhead(
            UnrealCloudDdc resource, UnrealCloudDdcStatus status, Context<UnrealCloudDdc> context) {
        return PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(
                resource, fresh(resource, status, true), context);
    }

    private static UnrealCloudDdc fresh(UnrealCloudDdc resource, UnrealCloudDdcStatus status, boolean conditional) {
        UnrealCloudDdc fresh = new UnrealCloudDdc();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .withResourceVersion(conditional ? resource.getMetadata().getResourceVersion() : null)
                .build());
        fresh.setStatus(status);
        return fresh;
    }
}
