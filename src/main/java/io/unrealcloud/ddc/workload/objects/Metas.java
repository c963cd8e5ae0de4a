package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.Map;

/** Metadata of the objects: name, labels, and the resource they go with. */
final class Metas {

    private Metas() {}

    static ObjectMeta of(Owner owner, String name) {
        return named(owner, name).withLabels(Labels.of(names(owner))).build();
    }

    static ObjectMeta of(WorkloadModel model, String name, Role role) {
        return named(model.owner(), name)
                .withLabels(Labels.of(model.names(), role))
                .build();
    }

    static ObjectMeta of(Owner owner, String name, Map<String, String> annotations) {
        return named(owner, name)
                .withLabels(Labels.of(names(owner)))
                .withAnnotations(annotations)
                .build();
    }

    private static Names names(Owner owner) {
        return Names.of(owner);
    }

    private static ObjectMetaBuilder named(Owner owner, String name) {
        return new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(owner.namespace())
                .withOwnerReferences(reference(owner));
    }

    private static OwnerReference reference(Owner owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion(Annotations.GROUP + "/v1alpha1")
                .withKind("UnrealCloudDdc")
                .withName(owner.name())
                .withUid(owner.uid())
                .withController(true)
                .withBlockOwnerDeletion(true)
                .build();
    }
}
