package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointPortBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.ScyllaConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What makes ScyllaDB known in Kubernetes: a name for its nodes, and the login to it. */
public final class ScyllaObjects {

    private static final String PORT_NAME = "cql";

    private ScyllaObjects() {}

    public static List<HasMetadata> of(Owner owner, ScyllaConnection connection) {
        List<HasMetadata> objects = new ArrayList<>();
        connection.secret().ifPresent(content -> objects.add(login(owner, content)));
        if (!connection.addresses().isEmpty()) {
            objects.add(service(owner));
            objects.add(endpoints(owner, connection.addresses()));
        }
        return objects;
    }

    /** Has no owner reference: under Retain the data stays, and so does what opens it. */
    private static Secret login(Owner owner, Map<String, String> content) {
        Names names = Names.of(owner);
        Map<String, String> labels = Labels.of(names);
        labels.put(Annotations.USE_LABEL, owner.name());
        Map<String, String> data = new TreeMap<>();
        content.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(names.scylla())
                        .withNamespace(owner.namespace())
                        .withLabels(labels)
                        .build())
                .withType("Opaque")
                .withData(data)
                .build();
    }

    /** Headless and without a selector: its endpoints are the nodes, which are no pods. */
    private static Service service(Owner owner) {
        return new ServiceBuilder()
                .withMetadata(Metas.of(owner, Names.of(owner).scylla()))
                .withNewSpec()
                .withType("ClusterIP")
                .withClusterIP("None")
                .withPorts(new ServicePortBuilder()
                        .withName(PORT_NAME)
                        .withPort(ScyllaBackend.PORT)
                        .withProtocol("TCP")
                        .build())
                .endSpec()
                .build();
    }

    private static EndpointSlice endpoints(Owner owner, List<String> addresses) {
        var metadata = Metas.of(owner, Names.of(owner).scylla());
        Map<String, String> labels = new TreeMap<>(metadata.getLabels());
        labels.put("kubernetes.io/service-name", Names.of(owner).scylla());
        labels.put("endpointslice.kubernetes.io/managed-by", Tags.MANAGER);
        metadata.setLabels(labels);
        return new EndpointSliceBuilder()
                .withMetadata(metadata)
                .withAddressType("IPv4")
                .withEndpoints(addresses.stream()
                        .map(address -> new EndpointBuilder()
                                .withAddresses(address)
                                .withNewConditions()
                                .withReady(true)
                                .endConditions()
                                .build())
                        .toList())
                .withPorts(new EndpointPortBuilder()
                        .withName(PORT_NAME)
                        .withPort(ScyllaBackend.PORT)
                        .withProtocol("TCP")
                        .build())
                .build();
    }
}
