package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.IngressRule.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may speak to nodes: nodes to each other, clients CQL and metrics, other data centres both. Ports are those of
 * the ScyllaDB documentation (networking); 10000, the REST API, and 7199, JMX, are for the node itself only.
 */
final class Ingress {

    private record Range(int from, int to) {}

    private static final Range BETWEEN_NODES = new Range(7000, 7001);
    private static final Range CQL = new Range(9042, 9042);
    private static final List<Range> CLIENTS =
            List.of(CQL, new Range(19042, 19042), new Range(9180, 9180), new Range(9100, 9100));
    private static final List<Range> PEERS = List.of(BETWEEN_NODES, CQL);

    private Ingress() {}

    /**
     * @param group id of the nodes' own security group
     * @param eksGroup the security group of the EKS cluster, for clients where the resource names no groups
     */
    static Set<IngressRule> rules(DesiredNodes desired, String group, Optional<String> eksGroup) {
        Stream<Source> clients = Stream.concat(
                clientGroups(desired, eksGroup).map(Source.Group::new),
                desired.nodes().clientCidrs().stream().map(Source.Cidr::new));
        Stream<Source> peers = desired.backend().peers().values().stream()
                .flatMap(peer -> peer.cidrBlocks().stream())
                .map(Source.Cidr::new);
        return Stream.of(
                        Stream.of(rule(BETWEEN_NODES, new Source.Group(group))),
                        clients.flatMap(client -> CLIENTS.stream().map(range -> rule(range, client))),
                        peers.flatMap(peer -> PEERS.stream().map(range -> rule(range, peer))))
                .flatMap(rules -> rules)
                .collect(Collectors.toCollection(() -> new TreeSet<>(java.util.Comparator.comparing(Ingress::text))));
    }

    private static Stream<String> clientGroups(DesiredNodes desired, Optional<String> eksGroup) {
        return desired.nodes().clientGroups().isEmpty() ? eksGroup.stream() : desired.nodes().clientGroups().stream();
    }

    private static IngressRule rule(Range range, Source source) {
        return new IngressRule(range.from(), range.to(), source);
    }

    /** {@code tcp 9042 from 10.0.0.0/16}. */
    static String text(IngressRule rule) {
        String ports = rule.fromPort() == rule.toPort() ? "" + rule.fromPort() : rule.fromPort() + "-" + rule.toPort();
        return "tcp " + ports + " from "
                + switch (rule.source()) {
                    case Source.Group of -> of.id();
                    case Source.Cidr of -> of.block();
                };
    }
}
