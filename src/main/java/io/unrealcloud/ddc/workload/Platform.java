package io.unrealcloud.ddc.workload;

import java.util.Map;
import java.util.Optional;

/**
 * What the operator hands on to every pod it makes.
 *
 * @param gatewayImage image of the CQL gateway new pods begin with
 * @param operatorNamespace where the operator runs, whose pods may always reach DDC's; empty outside a cluster
 * @param awsEndpoints the standard {@code AWS_ENDPOINT_URL…} variables the operator was started with
 * @param trust certificate authorities to trust beside the system's at the CQL endpoint, as PEM
 */
public record Platform(
        String gatewayImage,
        Optional<String> operatorNamespace,
        Map<String, String> awsEndpoints,
        Optional<String> trust) {
    public Platform {
        awsEndpoints = Map.copyOf(awsEndpoints);
    }
}
