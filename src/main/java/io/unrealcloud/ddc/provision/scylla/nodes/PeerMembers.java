package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.model.Tags;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds members in the cluster's primary Region, for a data centre whose resource names no seeds. Only nodes of the
 * same account and Kubernetes namespace count, so that nobody joins a cluster of others by its name.
 */
final class PeerMembers {

    private static final int ENOUGH = 3;

    private PeerMembers() {}

    /** @return the same with seeds, where it waits for them and there are some: two calls; unchanged otherwise */
    static DesiredNodes found(AwsPorts aws, DesiredNodes desired, NodesFacts facts) {
        boolean waits = desired.backend().multiRegion()
                && !desired.backend().primary()
                && desired.peerSeeds().isEmpty()
                && desired.backend().peers().containsKey(desired.backend().primaryRegion())
                && facts.record().bootstrapped().isEmpty();
        if (!waits) {
            return desired;
        }
        Ec2Port ec2 = aws.ec2(desired.backend().primaryRegion());
        Map<String, String> tags = Map.of(
                Tags.MANAGED_BY, Tags.MANAGER, Tags.NAMESPACE, desired.owner().namespace());
        List<String> seeds = ec2.securityGroups(tags).stream()
                .filter(group -> ClusterRecord.of(group.tags())
                        .bootstrapped()
                        .filter(desired.backend().clusterName()::equals)
                        .isPresent())
                .findFirst()
                .map(group -> members(ec2.instances(tags), group))
                .orElse(List.of());
        return desired.withSeeds(seeds);
    }

    private static List<String> members(List<Instance> instances, SecurityGroup group) {
        ClusterRecord record = ClusterRecord.of(group.tags());
        return instances.stream()
                .filter(instance -> instance.state() == InstanceState.RUNNING
                        && instance.securityGroups().contains(group.id())
                        && member(instance, record))
                .map(Instance::privateIp)
                .flatMap(Optional::stream)
                .sorted()
                .limit(ENOUGH)
                .toList();
    }

    private static boolean member(Instance instance, ClusterRecord record) {
        OptionalInt ordinal = ClusterRecord.number(instance.tags().get(ClusterRecord.ORDINAL));
        return ordinal.isPresent() && record.node(ordinal.getAsInt()).hostId().isPresent();
    }
}
