package io.unrealcloud.ddc.aws.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual machine.
 *
 * @param zone availability zone such as {@code us-east-1a}
 * @param privateIp empty only while it is being launched
 * @param stateReason why it ended by itself, such as {@code Server.InsufficientInstanceCapacity}
 */
public record Instance(
        String id,
        InstanceState state,
        String type,
        String imageId,
        String subnetId,
        String zone,
        Optional<String> privateIp,
        List<String> securityGroups,
        List<String> volumes,
        Map<String, String> tags,
        Optional<String> stateReason) {
    public Instance {
        securityGroups = List.copyOf(securityGroups);
        volumes = List.copyOf(volumes);
        tags = Map.copyOf(tags);
    }
}
