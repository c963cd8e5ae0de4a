package io.unrealcloud.ddc.provision.scylla.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.Peer;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Answer;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Heard;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesFacts.Attempts;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesFacts.Dns;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesFacts.Network;
import io.unrealcloud.ddc.provision.scylla.nodes.NodesFacts.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What shall be and what is, in few words: {@code spec} (count, type, rolling, acknowledged, fix, peers), {@code group}
 * (absent, ours, released, predecessor, foreign, plain), {@code record} (tags of the group without their prefix),
 * {@code profile} (absent, there, fresh), {@code rules} (there, other), {@code nodes} (launch, state, says, for, type,
 * host), {@code dns} (absent, ours, foreign), {@code full} (subnets without room) and {@code finished}.
 */
final class GivenNodes {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String GROUP = "sg-0aaaaaaaaaaaaaaaa";

    private final JsonNode given;
    private final DesiredNodes desired;

    GivenNodes(JsonNode given) {
        this.given = given;
        JsonNode spec = given.path("spec");
        TreeMap<String, Peer> peers = new TreeMap<>();
        spec.path("peers")
                .properties()
                .forEach(peer -> peers.put(
                        peer.getKey(),
                        new Peer(
                                peer.getKey(),
                                peer.getKey(),
                                2,
                                list(peer.getValue().path("seeds")),
                                list(peer.getValue().path("cidrs")))));
        desired = World.desired(
                World.OWNER,
                World.nodes(
                        spec.path("count").asInt(3),
                        spec.path("type").asText("i4i.xlarge"),
                        spec.path("rolling").asBoolean(false)),
                backend -> primary(
                        World.with(
                                backend,
                                spec.path("fix").asText("Cql").equals("Ssm") ? ReplicationFix.SSM : ReplicationFix.CQL,
                                Optional.ofNullable(spec.path("acknowledged").textValue()),
                                peers),
                        spec.path("primary").asText("us-east-1")));
    }

    private static ScyllaBackend primary(ScyllaBackend is, String primary) {
        return new ScyllaBackend(
                is.region(),
                is.names(),
                is.profile(),
                is.datacenter(),
                is.replicationFactor(),
                is.peers(),
                is.clusterName(),
                primary,
                is.replicationFix(),
                is.source(),
                is.host(),
                is.acknowledgedLoss());
    }

    Plan<NodesOperation> plan() {
        return NodesPlanner.plan(desired, facts(), NOW);
    }

    private NodesFacts facts() {
        FakeEc2 ec2 = new FakeEc2(new TestClock());
        Map<String, Instant> full = new HashMap<>();
        list(given.path("full")).forEach(subnet -> full.put(subnet, NOW));
        return NodesFacts.none()
                .withNetwork(new Network(ec2.subnets, Optional.empty(), Optional.of("sg-eks")))
                .withGroup(group())
                .withProfile(profile())
                .withImages(ec2.images.subList(0, 1))
                .withInstances(instances())
                .withAnswers(answers())
                .withAttempts(new Attempts(Map.of(), full, Map.of()))
                .withFinished(new HashSet<>(list(given.path("finished"))))
                .withDns(dns())
                .at(NOW, NOW);
    }

    private Optional<SecurityGroup> group() {
        Map<String, String> tags = new HashMap<>();
        String whose = given.path("group").asText("ours");
        switch (whose) {
            case "absent" -> {
                return Optional.empty();
            }
            case "plain" -> {}
            case "foreign" -> tags.putAll(new Owner("arn:other", "studio", "main", "uid-7").tags(Origin.CREATED));
            default -> tags.putAll(World.OWNER.tags(Origin.CREATED));
        }
        if (whose.equals("released")) {
            tags.put(Tags.RELEASED_AT, "2026-11-01T00:00:00Z");
        }
        if (whose.equals("released") || whose.equals("predecessor")) {
            tags.put(Tags.UID, "uid-0");
        }
        given.path("record")
                .properties()
                .forEach(tag -> tags.put(
                        ClusterRecord.PREFIX + tag.getKey(), tag.getValue().asText()));
        Set<IngressRule> rules = new HashSet<>(Ingress.rules(desired, GROUP, Optional.of("sg-eks")));
        if (given.path("rules").asText("there").equals("other")) {
            rules = Set.of(new IngressRule(22, 22, new IngressRule.Source.Cidr("0.0.0.0/0")));
        }
        return Optional.of(new SecurityGroup(GROUP, NodeNames.securityGroup(World.OWNER), FakeEc2.VPC, rules, tags));
    }

    private Profile profile() {
        String name = NodeNames.role(World.OWNER);
        return switch (given.path("profile").asText("there")) {
            case "absent" -> NodesFacts.none().profile();
            case String there ->
                new Profile(
                        Optional.of(new Role(
                                name,
                                "arn",
                                "/ddc/",
                                NodePolicy.trust(desired.account()),
                                desired.boundary(),
                                World.OWNER.tags(Origin.CREATED))),
                        Optional.of(ProfilePlan.access(desired)),
                        Optional.of(new InstanceProfile(name, "arn", List.of(name), World.OWNER.tags(Origin.CREATED))),
                        there.equals("fresh") ? NOW : Instant.MIN);
        };
    }

    private List<Instance> instances() {
        List<Instance> all = new ArrayList<>();
        given.path("nodes").properties().forEach(entry -> {
            int ordinal = Integer.parseInt(entry.getKey());
            for (JsonNode node : entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue())) {
                Map<String, String> tags = new HashMap<>(World.OWNER.tags(Origin.CREATED));
                tags.put(ClusterRecord.ORDINAL, "" + ordinal);
                tags.put(ClusterRecord.LAUNCH, "" + node.path("launch").asInt(1));
                all.add(new Instance(
                        id(ordinal, node),
                        InstanceState.valueOf(node.path("state").asText("RUNNING")),
                        node.path("type").asText("i4i.xlarge"),
                        "ami-00000001",
                        "subnet",
                        "us-east-1" + "abc".charAt(ordinal % 3),
                        Optional.of(address(ordinal, node)),
                        List.of(GROUP),
                        List.of(),
                        tags,
                        Optional.empty()));
            }
        });
        return all;
    }

    private static String id(int ordinal, JsonNode node) {
        return "i-%d%d".formatted(ordinal, node.path("launch").asInt(1));
    }

    private static String address(int ordinal, JsonNode node) {
        return "10.0.%d.%d".formatted(ordinal, node.path("launch").asInt(1));
    }

    static String host(int number) {
        return "00000000-0000-0000-0000-%012d".formatted(number);
    }

    /** A node that says nothing of the sort is up, and is the host of its ordinal. */
    private Map<String, Heard> answers() {
        List<Member> ring = new ArrayList<>();
        list(given.path("ring"))
                .forEach(number -> ring.add(new Member(
                        host(Integer.parseInt(number)),
                        "10.0.0.9",
                        "us-east-1",
                        "us-east-1" + "abc".charAt(Integer.parseInt(number) % 3),
                        "s")));
        Map<String, Heard> all = new HashMap<>();
        given.path("nodes").properties().forEach(entry -> {
            int ordinal = Integer.parseInt(entry.getKey());
            for (JsonNode node : entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue())) {
                Answer answer =
                        switch (node.path("says").asText("up")) {
                            case "silent" -> new Answer.Silent("connection refused");
                            case "closed" -> new Answer.Closed("it accepts no login yet");
                            case String says ->
                                new Answer.Told(new NodeInfo(
                                        host(node.path("host").asInt(ordinal)),
                                        "main",
                                        says.equals("elsewhere") ? "us-east" : "us-east-1",
                                        "us-east-1" + "abc".charAt(ordinal % 3),
                                        "3.0.8",
                                        "s",
                                        !says.equals("joining"),
                                        ring));
                        };
                all.put(
                        id(ordinal, node),
                        new Heard(
                                answer,
                                NOW.minus(Duration.parse(node.path("for").asText("PT5M")))));
            }
        });
        return all;
    }

    private Dns dns() {
        String address = "scylla." + FakeRoute53.ZONE.name();
        List<String> up = Roster.of(
                        desired,
                        NodesFacts.none()
                                .withGroup(group())
                                .withInstances(instances())
                                .withAnswers(answers()))
                .seeds();
        return switch (given.path("dns").asText("ours")) {
            case "absent" -> new Dns(Optional.of(FakeRoute53.ZONE), Optional.empty(), Optional.empty());
            case "foreign" ->
                new Dns(
                        Optional.of(FakeRoute53.ZONE),
                        Optional.of(new RecordSet(address, "A", 60, List.of("10.9.9.9"))),
                        Optional.empty());
            default ->
                new Dns(
                        Optional.of(FakeRoute53.ZONE),
                        Optional.of(new RecordSet(address, "A", 60, up)),
                        Optional.of(AddressPlan.ownerText(World.OWNER, FakeRoute53.ZONE)));
        };
    }

    private static List<String> list(JsonNode node) {
        List<String> all = new ArrayList<>();
        node.forEach(item -> all.add(item.asText()));
        return all;
    }
}
