package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.unrealcloud.ddc.api.v1alpha1.ServiceSpec;
import io.unrealcloud.ddc.api.v1alpha1.ServiceType;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.WorkloadModel;
import io.unrealcloud.ddc.workload.settings.Role;
import java.util.Optional;

/** How clients and other sites reach the pods that serve. */
final class Services {

    static final int HTTP = 80;
    private static final int HTTP2 = 8081;
    private static final String HTTP_APPLICATION = "http";
    private static final String H2C_APPLICATION = "kubernetes.io/h2c";
    private static final ServiceSpec STANDARD = new ServiceSpec(ServiceType.CLUSTER_IP, null, null, null);

    private Services() {}

    static Service clients(WorkloadModel model) {
        ServiceSpec given = Optional.ofNullable(model.application().service()).orElse(STANDARD);
        boolean balanced = given.type() == ServiceType.LOAD_BALANCER;
        return new ServiceBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().server(), given.annotations()))
                .withNewSpec()
                .withType(type(given.type()))
                .withSelector(Labels.selecting(model.names(), Role.SERVER))
                .withPorts(
                        port("http", HTTP, Ports.PUBLIC, HTTP_APPLICATION),
                        port("http2", HTTP2, Ports.PUBLIC_H2, H2C_APPLICATION))
                .withSessionAffinity("None")
                .withInternalTrafficPolicy("Cluster")
                .withExternalTrafficPolicy(type(given.type()).equals("ClusterIP") ? null : "Cluster")
                .withAllocateLoadBalancerNodePorts(balanced ? true : null)
                .withLoadBalancerClass(given.loadBalancerClass())
                .withLoadBalancerSourceRanges(given.sourceRanges())
                .endSpec()
                .build();
    }

    /** DDC's internal port, through which other sites read its log and its blobs. */
    static Service sites(WorkloadModel model) {
        return new ServiceBuilder()
                .withMetadata(Metas.of(model.owner(), model.names().internal()))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Labels.selecting(model.names(), Role.SERVER))
                .withPorts(
                        port("http", Ports.INTERNAL.number(), Ports.INTERNAL, HTTP_APPLICATION),
                        port("http2", Ports.INTERNAL_H2.number(), Ports.INTERNAL_H2, H2C_APPLICATION))
                .withSessionAffinity("None")
                .withInternalTrafficPolicy("Cluster")
                .endSpec()
                .build();
    }

    private static String type(ServiceType type) {
        return switch (type) {
            case NODE_PORT -> "NodePort";
            case LOAD_BALANCER -> "LoadBalancer";
            case CLUSTER_IP -> "ClusterIP";
            case null -> "ClusterIP";
        };
    }

    private static ServicePort port(String name, int number, Ports target, String application) {
        return new ServicePortBuilder()
                .withName(name)
                .withPort(number)
                .withTargetPort(new IntOrString(target.portName()))
                .withProtocol("TCP")
                .withAppProtocol(application)
                .build();
    }
}
