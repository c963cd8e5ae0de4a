package io.unrealcloud.ddc.reconcile;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;

/** Brings a pass forward when something outside Kubernetes has news of a resource. */
public final class Nudges {

    private final SimpleInboundEventSource<UnrealCloudDdc> source = new SimpleInboundEventSource<>("nudges");

    SimpleInboundEventSource<UnrealCloudDdc> source() {
        return source;
    }

    /** @param reference {@code namespace/name} of the resource */
    public void about(String reference) {
        int slash = reference.indexOf('/');
        source.propagateEvent(new ResourceID(reference.substring(slash + 1), reference.substring(0, slash)));
    }
}
