package io.unrealcloud.ddc.aws.ec2;

import java.util.Map;
import java.util.Set;

/**
 * @param ingress one entry per port range and source; what else somebody may have let in (other protocols, prefix lists)
 *     is left out
 */
public record SecurityGroup(String id, String name, String vpcId, Set<IngressRule> ingress, Map<String, String> tags) {
    public SecurityGroup {
        ingress = Set.copyOf(ingress);
        tags = Map.copyOf(tags);
    }
}
