package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the API server each time. */
public final class ServerObjects implements LiveObjects {

    private final KubernetesClient client;

    public ServerObjects(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                client.resources(kind).inNamespace(namespace).withName(name).get());
    }

    @Override
    public List<HasMetadata> of(Owner owner) {
        List<HasMetadata> found = new ArrayList<>();
        for (Class<? extends HasMetadata> kind : Kinds.ALL) {
            found.addAll(client.resources(kind)
                    .inNamespace(owner.namespace())
                    .withLabels(Map.of(Labels.MANAGED_BY, Tags.MANAGER, Labels.INSTANCE, owner.name()))
                    .list()
                    .getItems());
        }
        return found;
    }
}
