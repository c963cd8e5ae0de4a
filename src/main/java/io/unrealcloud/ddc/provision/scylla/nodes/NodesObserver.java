package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Futures;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Answer;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeProbe.Heard;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Reads what {@link NodesFacts} hold. */
final class NodesObserver {

    private final NodesPorts ports;
    private final NodeProbe probe;
    private final DesiredNodes desired;
    private final OwnWrites writes;
    private final Executor executor;
    private final Clock clock;

    NodesObserver(
            NodesPorts ports, NodeProbe probe, DesiredNodes desired, OwnWrites writes, Executor executor, Clock clock) {
        this.ports = ports;
        this.probe = probe;
        this.desired = desired;
        this.writes = writes;
        this.executor = executor;
        this.clock = clock;
    }

    /** Everything: at most twelve calls. */
    NodesFacts readAll(NodesFacts before) {
        NodesFacts.Profile profile =
                profile(ports.iam(), desired, before.profile().changedAt());
        Optional<Document> document = desired.backend().replicationFix() == ReplicationFix.SSM
                ? ports.ssm().document(NodeNames.document(desired.owner()))
                : Optional.empty();
        NodesFacts facts = before.withNetwork(network())
                .withProfile(profile)
                .withImages(Images.find(ports.ec2(), desired))
                .withDocument(document)
                .withDns(dns());
        Instant now = clock.instant();
        return nodes(facts).at(now, now);
    }

    /** Role, its policy and the instance profile: at most three calls. */
    static NodesFacts.Profile profile(IamPort iam, DesiredNodes desired, Instant changedAt) {
        String name = NodeNames.role(desired.owner());
        Optional<Role> role = iam.role(name);
        return new NodesFacts.Profile(
                role,
                role.flatMap(found -> iam.inlinePolicy(name, NodePolicy.NAME)),
                iam.instanceProfile(name),
                changedAt);
    }

    /** What changes by itself: at most four calls. */
    NodesFacts sweep(NodesFacts before) {
        Optional<HostedZone> zone = before.dns().zone();
        NodesFacts facts = before.withDns(new NodesFacts.Dns(
                zone,
                zone.flatMap(found -> ports.route53().record(found.id(), "scylla." + found.name(), "A")),
                before.dns().owner()));
        return nodes(facts).at(before.fullAt(), clock.instant());
    }

    /** Group and instances: two calls. */
    NodesFacts nodes(NodesFacts before) {
        Instant now = clock.instant();
        Optional<SecurityGroup> group = writes.over(
                before.network().subnets().stream().findFirst().flatMap(subnet -> ports.ec2()
                        .securityGroup(subnet.vpcId(), NodeNames.securityGroup(desired.owner()))),
                now);
        List<Instance> instances = writes.over(ports.ec2().instances(tags(desired)), now).stream()
                .filter(instance -> instance.state() != InstanceState.TERMINATED)
                .toList();
        return before.withGroup(group).withInstances(instances).at(before.fullAt(), before.sweptAt());
    }

    /** Asks every running node; no AWS call. */
    NodesFacts ask(NodesFacts before) {
        Map<String, CompletableFuture<Answer>> asked = new HashMap<>();
        for (Instance instance : before.instances()) {
            boolean running = instance.state() == InstanceState.RUNNING || instance.state() == InstanceState.PENDING;
            if (running && instance.privateIp().isPresent()) {
                asked.put(
                        instance.id(),
                        CompletableFuture.supplyAsync(
                                () -> probe.ask(
                                        desired.owner(), instance.privateIp().get()),
                                executor));
            }
        }
        Map<String, Heard> heard = new HashMap<>();
        asked.forEach((instance, answer) -> {
            Answer said = Futures.result(answer);
            Heard last = before.answers().get(instance);
            heard.put(instance, last == null ? new Heard(said, clock.instant()) : last.then(said, clock.instant()));
        });
        return before.withAnswers(heard);
    }

    /** Tags that every object of a resource of this cluster, namespace and name has, whatever its uid. */
    static Map<String, String> tags(DesiredNodes desired) {
        return Map.of(
                Tags.CLUSTER, desired.owner().clusterArn(),
                Tags.NAMESPACE, desired.owner().namespace(),
                Tags.NAME, desired.owner().name());
    }

    private NodesFacts.Network network() {
        Optional<String> eksGroup = desired.nodes().clientGroups().isEmpty()
                ? ports.eks().cluster(desired.eksCluster()).flatMap(EksCluster::securityGroup)
                : Optional.empty();
        try {
            List<Subnet> subnets = ports.ec2().subnets(desired.nodes().subnets());
            return new NodesFacts.Network(subnets, Optional.empty(), eksGroup);
        } catch (AwsException failure) {
            if (failure.error() != AwsError.NOT_FOUND && failure.error() != AwsError.INVALID_REQUEST) {
                throw failure;
            }
            return new NodesFacts.Network(List.of(), Optional.of(failure.getMessage()), eksGroup);
        }
    }

    private NodesFacts.Dns dns() {
        return desired.nodes()
                .zoneId()
                .flatMap(ports.route53()::zone)
                .map(zone -> new NodesFacts.Dns(
                        Optional.of(zone),
                        ports.route53().record(zone.id(), "scylla." + zone.name(), "A"),
                        ports.route53().record(zone.id(), AddressPlan.ownerName(zone), "TXT")))
                .orElse(NodesFacts.Dns.NONE);
    }
}
