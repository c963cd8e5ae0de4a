package io.unrealcloud.ddc.ops;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import java.util.List;

/**
 * The namespaces the operator watches.
 *
 * @param namespaces none means all
 */
public record Watched(List<String> namespaces) {

    public Watched {
        namespaces = List.copyOf(namespaces);
    }

    /** Asks as the operator will ask, so that a right that is missing for one is missing for both. */
    List<UnrealCloudDdc> list(KubernetesClient client, long perNamespace) {
        ListOptions options = new ListOptionsBuilder().withLimit(perNamespace).build();
        var resources = client.resources(UnrealCloudDdc.class);
        if (namespaces.isEmpty()) {
            return resources.inAnyNamespace().list(options).getItems();
        }
        return namespaces.stream()
                .flatMap(namespace -> resources.inNamespace(namespace).list(options).getItems().stream())
                .toList();
    }
}
