package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.unrealcloud.ddc.api.v1alpha1.IngressSpec;
import java.util.List;
import java.util.Optional;

/** Where clients reach DDC. */
final class Endpoint {

    private static final int HTTP = 80;

    private Endpoint() {}

    /** The Ingress' host, else the load balancer's, else the Service's name in the cluster. */
    static String url(IngressSpec ingress, Service service) {
        if (ingress != null) {
            return (ingress.tlsSecretName() == null ? "http://" : "https://") + ingress.host();
        }
        String inside =
                service.getMetadata().getName() + "." + service.getMetadata().getNamespace() + ".svc";
        return "http://" + balancer(service).orElse(inside) + ":" + HTTP;
    }

    private static Optional<String> balancer(Service service) {
        List<LoadBalancerIngress> given =
                service.getStatus() == null || service.getStatus().getLoadBalancer() == null
                        ? List.of()
                        : service.getStatus().getLoadBalancer().getIngress();
        return given.stream()
                .map(balancer -> Optional.ofNullable(balancer.getHostname()).orElse(balancer.getIp()))
                .filter(host -> host != null)
                .findFirst();
    }
}
