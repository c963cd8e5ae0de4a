package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator changed lately, laid over what EC2 says: its reads may be some seconds behind its writes (Amazon
 * EC2 API reference: eventual consistency). Thread-safe.
 */
final class OwnWrites {

    private static final Duration LAG = Duration.ofMinutes(1);

    private record Tag(Optional<String> value, Instant at) {}

    private record Launched(Instance instance, Instant at) {}

    private record Made(SecurityGroup group, Instant at) {}

    private Optional<Made> made = Optional.empty();
    private final Map<String, Tag> tags = new HashMap<>();
    private final Map<String, Launched> launched = new HashMap<>();
    private final Map<String, Instant> terminated = new HashMap<>();

    synchronized void tagged(Map<String, String> set, Set<String> removed, Instant now) {
        set.forEach((key, value) -> tags.put(key, new Tag(Optional.of(value), now)));
        removed.forEach(key -> tags.put(key, new Tag(Optional.empty(), now)));
    }

    synchronized void made(SecurityGroup group, Instant now) {
        made = Optional.of(new Made(group, now));
        tagged(group.tags(), Set.of(), now);
    }

    synchronized void launched(Instance instance, Instant now) {
        launched.put(instance.id(), new Launched(instance, now));
    }

    synchronized void terminated(String instance, Instant now) {
        terminated.put(instance, now);
    }

    synchronized Optional<SecurityGroup> over(Optional<SecurityGroup> read, Instant now) {
        return read.or(() -> made.filter(group -> !old(group.at(), now)).map(Made::group))
                .map(group -> over(group, now));
    }

    private SecurityGroup over(SecurityGroup read, Instant now) {
        tags.values().removeIf(tag -> old(tag.at(), now));
        Map<String, String> all = new HashMap<>(read.tags());
        tags.forEach((key, tag) -> tag.value().ifPresentOrElse(value -> all.put(key, value), () -> all.remove(key)));
        return new SecurityGroup(read.id(), read.name(), read.vpcId(), read.ingress(), all);
    }

    synchronized List<Instance> over(List<Instance> read, Instant now) {
        launched.values().removeIf(made -> old(made.at(), now));
        terminated.values().removeIf(at -> old(at, now));
        List<Instance> all = new ArrayList<>();
        Set<String> listed = new HashSet<>();
        for (Instance instance : read) {
            listed.add(instance.id());
            all.add(terminated.containsKey(instance.id()) ? ending(instance) : instance);
        }
        launched.values().stream()
                .map(Launched::instance)
                .filter(instance -> !listed.contains(instance.id()) && !terminated.containsKey(instance.id()))
                .forEach(all::add);
        return all;
    }

    static Instance ending(Instance instance) {
        return new Instance(
                instance.id(),
                InstanceState.SHUTTING_DOWN,
                instance.type(),
                instance.imageId(),
                instance.subnetId(),
                instance.zone(),
                instance.privateIp(),
                instance.securityGroups(),
                instance.volumes(),
                instance.tags(),
                instance.stateReason());
    }

    private static boolean old(Instant at, Instant now) {
        return !at.plus(LAG).isAfter(now);
    }
}
