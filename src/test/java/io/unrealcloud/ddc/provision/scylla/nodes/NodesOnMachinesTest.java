package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands.Progress;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import io.unrealcloud.ddc.sandbox.ec2.StrictAccount.Network;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaMachines;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The life of nodes through the AWS SDK against strict services, with a database on every instance: it boots from its
 * user data, the probe speaks CQL to it, and Run Command runs on it.
 */
@Tag("exhaustive")
class NodesOnMachinesTest {

    private static final String REGION = "us-east-1";
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /** 127.x: nobody else's. */
    private static final int NETWORK = 66;

    @TempDir
    Path directory;

    private final List<AwsCall> calls = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private StrictAccount account;
    private Network network;
    private AwsClients aws;
    private NodesProvisioner operator;
    private String boundary;

    @BeforeEach
    void start() {
        account = new StrictAccount(new ScyllaMachines(), directory);
        network = account.network(REGION, NETWORK);
        try (IamClient iam = account.iam()) {
            boundary = iam.createPolicy(
                            policy -> policy.policyName("nodes-boundary")
                                    .policyDocument(
                                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}"))
                    .policy()
                    .arn();
        }
        aws = new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of(
                                "ec2", account.uri(),
                                "ssm", account.uri(),
                                "iam", account.uri(),
                                "route53", account.uri(),
                                "eks", account.uri()))
                        .withCredentials(new StaticCredentials("person", "person", Optional.empty())),
                ended -> calls.add(ended.call()));
        operator = new NodesProvisioner(aws, new CqlNodeProbe(owner -> List.of()), threads, Clock.systemUTC());
    }

    @AfterEach
    void end() {
        aws.close();
        account.close();
        threads.shutdownNow();
    }

    @Test
    void upReplacedGrownShrunkAndGone() {
        NodesPass up = settle(desired(3));
        assertThat(up.cluster().complete()).isTrue();
        assertThat(ring(up))
                .extracting(Member::rack)
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(ring(up)).extracting(Member::datacenter).containsOnly(REGION);

        ScyllaCluster.Node lost = up.cluster().nodes().get(1);
        try (Ec2Client ec2 = account.ec2(REGION)) {
            String id = lost.instance().orElseThrow();
            ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(value -> value.value(false)));
            ec2.terminateInstances(r -> r.instanceIds(id));
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !pass(desired(3)).cluster().complete());
        NodesPass replaced = settle(desired(3));
        assertThat(replaced.cluster().nodes().get(1).instance()).isNotEqualTo(lost.instance());
        // A replacement has a host id of its own on ScyllaDB; the stand-in's Apache Cassandra hands on the dead one's.
        assertThat(ring(replaced)).hasSize(3);

        NodesPass grown = settle(desired(4));
        assertThat(grown.cluster().nodes()).hasSize(4).allMatch(ScyllaCluster.Node::up);
        assertThat(ring(grown)).hasSize(4);
        NodesPass shrunk = settle(desired(3));
        assertThat(shrunk.cluster().complete()).isTrue();
        assertThat(ring(shrunk)).hasSize(3);

        NodeCommand repair = new NodeCommand.Repair("system_distributed", "test");
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> operator.commands(desired(3))
                                .run(shrunk.cluster().nodes().getFirst(), repair)
                        instanceof Progress.Done);

        calls.clear();
        assertThat(pass(desired(3)).done()).isTrue();
        assertThat(calls).noneMatch(AwsCall::mutating);

        Awaitility.await().atMost(PATIENCE).until(() -> operator.delete(desired(3))
                .done());
        Map<String, String> tags = NodesObserver.tags(desired(3));
        assertThat(aws.ec2(REGION).instances(tags)).isEmpty();
        assertThat(aws.ec2(REGION).securityGroups(tags)).isEmpty();
        assertThat(aws.ec2(REGION).volumes(tags)).isEmpty();
        assertThat(aws.iam(REGION).role(NodeNames.role(World.OWNER))).isEmpty();
        assertThat(aws.iam(REGION).instanceProfile(NodeNames.role(World.OWNER))).isEmpty();
    }

    private NodesPass pass(DesiredNodes desired) {
        return operator.pass(desired, false, false, () -> {});
    }

    private NodesPass settle(DesiredNodes desired) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> pass(desired), NodesPass::done);
    }

    /** The ring as one of the nodes tells it. */
    private static List<Member> ring(NodesPass pass) {
        NodeProbe.Answer answer = new CqlNodeProbe(owner -> List.of())
                .ask(World.OWNER, pass.cluster().contactPoints().getFirst());
        return ((NodeProbe.Answer.Told) answer).info().ring();
    }

    private DesiredNodes desired(int count) {
        ScyllaBackend.Nodes nodes = new ScyllaBackend.Nodes(
                count,
                "i4i.xlarge",
                new NodeImage.Version("2025.1.4"),
                network.subnets(),
                new ScyllaBackend.RootVolume("gp3", 30),
                List.of(),
                List.of("10.1.0.0/16"),
                Optional.empty(),
                false);
        return new DesiredNodes(
                World.OWNER,
                new Account("aws", "123456789012"),
                "games",
                new ScyllaBackend(
                        REGION,
                        new KeyspaceNames("jupiter", "ddc_us_east_1"),
                        "Jupiter",
                        Optional.of(REGION),
                        3,
                        new TreeMap<>(),
                        "main",
                        REGION,
                        ReplicationFix.CQL,
                        nodes,
                        "main-scylla.studio.svc",
                        Optional.empty()),
                nodes,
                "/ddc/",
                Optional.of(boundary));
    }
}
