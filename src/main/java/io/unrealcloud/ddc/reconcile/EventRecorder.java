package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Kubernetes events about a resource. The name of an event comes from what it says, so the same thing happening
 * again raises its count. Events are a courtesy: one that cannot be written is logged and nothing more.
 */
public final class EventRecorder {

    private static final Logger LOG = Logger.getLogger(EventRecorder.class);
    private static final String COMPONENT = "unreal-cloud-ddc-operator";
    private static final int MESSAGE_MAX = 1024;

    private final KubernetesClient client;
    private final Clock clock;

    public EventRecorder(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Whether an event tells of something normal or of something to look at. */
    enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String value;

        Type(String value) {
            this.value = value;
        }
    }

    void record(UnrealCloudDdc resource, Type type, String reason, String message) {
        String namespace = resource.getMetadata().getNamespace();
        String name = name(resource, type, reason, message);
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        try {
            Event known =
                    client.v1().events().inNamespace(namespace).withName(name).get();
            if (known == null) {
                client.v1()
                        .events()
                        .inNamespace(namespace)
                        .resource(event(resource, type, reason, message, name, now))
                        .create();
            } else {
                client.v1().events().inNamespace(namespace).withName(name).edit(event -> new EventBuilder(event)
                        .withCount(event.getCount() == null ? 2 : event.getCount() + 1)
                        .withLastTimestamp(now)
                        .build());
            }
        } catch (KubernetesClientException failure) {
            LOG.warnf("Event %s of %s/%s was not written: %s", reason, namespace, name, failure.getMessage());
        }
    }

    private static Event event(
            UnrealCloudDdc resource, Type type, String reason, String message, String name, String now) {
        return new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(resource.getMetadata().getNamespace())
                .endMetadata()
                .withType(type.value)
                .withReason(reason)
                .withMessage(Cut.to(MESSAGE_MAX, message))
                .withCount(1)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withInvolvedObject(new ObjectReferenceBuilder()
                        .withApiVersion(resource.getApiVersion())
                        .withKind(resource.getKind())
                        .withName(resource.getMetadata().getName())
                        .withNamespace(resource.getMetadata().getNamespace())
                        .withUid(resource.getMetadata().getUid())
                        .build())
                .build();
    }

    private static String name(UnrealCloudDdc resource, Type type, String reason, String message) {
        UUID what = UUID.nameUUIDFromBytes(
                (resource.getMetadata().getUid() + type + reason + message).getBytes(StandardCharsets.UTF_8));
        return resource.getMetadata().getName() + "." + Long.toHexString(what.getMostSignificantBits());
    }
}
