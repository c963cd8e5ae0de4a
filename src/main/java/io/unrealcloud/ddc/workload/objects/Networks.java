package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.unrealcloud.ddc.api.v1alpha1.NetworkPolicySpec;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.WorkloadModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may open a connection to the pods: each other, the operator, and whom the resource names. */
final class Networks {

    private static final String NAMESPACE = "kubernetes.io/metadata.name";

    private Networks() {}

    static NetworkPolicy policy(WorkloadModel model, NetworkPolicySpec given) {
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        rules.add(rule(
                List.of(new NetworkPolicyPeerBuilder()
                        .withPodSelector(new LabelSelectorBuilder()
                                .withMatchLabels(Labels.selecting(model.names()))
                                .build())
                        .build()),
                Ports.PUBLIC,
                Ports.PUBLIC_H2,
                Ports.INTERNAL,
                Ports.INTERNAL_H2));
        model.platform()
                .operatorNamespace()
                .ifPresent(operator ->
                        rules.add(rule(List.of(namespace(operator)), Ports.PUBLIC, Ports.INTERNAL, Ports.GATEWAY)));
        List<NetworkPolicyPeer> clients = clients(given);
        if (!clients.isEmpty()) {
            rules.add(
                    model.sites()
                            ? rule(clients, Ports.PUBLIC, Ports.PUBLIC_H2, Ports.INTERNAL, Ports.INTERNAL_H2)
                            : rule(clients, Ports.PUBLIC, Ports.PUBLIC_H2));
        }
        return new NetworkPolicyBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().server()))
                .withNewSpec()
                .withPodSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Labels.selecting(model.names()))
                        .build())
                .withPolicyTypes("Ingress")
                .withIngress(rules)
                .endSpec()
                .build();
    }

    private static List<NetworkPolicyPeer> clients(NetworkPolicySpec given) {
        Stream<NetworkPolicyPeer> addresses = Optional.ofNullable(given.cidrBlocks()).orElse(List.of()).stream()
                .map(cidr -> new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(cidr)
                        .endIpBlock()
                        .build());
        Stream<NetworkPolicyPeer> namespaces = Optional.ofNullable(given.namespaces()).orElse(List.of()).stream()
                .map(Networks::namespace);
        return Stream.concat(addresses, namespaces).toList();
    }

    private static NetworkPolicyPeer namespace(String name) {
        return new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(new LabelSelectorBuilder()
                        .addToMatchLabels(NAMESPACE, name)
                        .build())
                .build();
    }

    private static NetworkPolicyIngressRule rule(List<NetworkPolicyPeer> from, Ports... ports) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(from)
                .withPorts(Arrays.stream(ports).map(Networks::port).toList())
                .build();
    }

    private static NetworkPolicyPort port(Ports port) {
        return new NetworkPolicyPortBuilder()
                .withPort(new IntOrString(port.number()))
                .withProtocol("TCP")
                .build();
    }
}
