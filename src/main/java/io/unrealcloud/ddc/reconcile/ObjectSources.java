package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.workload.Kinds;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.LiveObjects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Watches what the operator made, and the Secrets resources may use, each by label: a change leads to a pass, and
 * passes read from memory.
 */
final class ObjectSources implements LiveObjects {

    private final Map<Class<? extends HasMetadata>, InformerEventSource<? extends HasMetadata, UnrealCloudDdc>>
            sources = new LinkedHashMap<>();

    List<EventSource<?, UnrealCloudDdc>> prepare(EventSourceContext<UnrealCloudDdc> context) {
        Kinds.ALL.forEach(kind -> add(kind, context));
        sources.put(
                Secret.class,
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(Secret.class, UnrealCloudDdc.class)
                                .withName("secret")
                                .withLabelSelector(Annotations.USE_LABEL)
                                .withSecondaryToPrimaryMapper(ObjectSources::user)
                                .build(),
                        context));
        return new ArrayList<>(sources.values());
    }

    private <T extends HasMetadata> void add(Class<T> kind, EventSourceContext<UnrealCloudDdc> context) {
        sources.put(
                kind,
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(kind, UnrealCloudDdc.class)
                                .withName(kind.getSimpleName().toLowerCase(Locale.ROOT))
                                .withLabelSelector(Labels.SELECTOR)
                                .withSecondaryToPrimaryMapper(ObjectSources::owner)
                                .build(),
                        context));
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(sources.get(kind))
                .flatMap(source -> source.get(new ResourceID(name, namespace)))
                .map(kind::cast);
    }

    @Override
    public List<HasMetadata> of(Owner owner) {
        List<HasMetadata> found = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : Kinds.ALL) {
            sources.get(kind)
                    .list(owner.namespace(), object -> owner.name()
                            .equals(object.getMetadata().getLabels().get(Labels.INSTANCE)))
                    .forEach(found::add);
        }
        return found;
    }

    private static Set<ResourceID> owner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(reference -> reference.getKind().equals("UnrealCloudDdc"))
                .map(OwnerReference::getName)
                .map(name -> new ResourceID(name, object.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }

    private static Set<ResourceID> user(Secret secret) {
        return Set.of(new ResourceID(
                secret.getMetadata().getLabels().get(Annotations.USE_LABEL),
                secret.getMetadata().getNamespace()));
    }
}
