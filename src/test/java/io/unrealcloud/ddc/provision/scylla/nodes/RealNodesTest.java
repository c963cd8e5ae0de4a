package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.ForwardingPorts;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.provision.scylla.NodeCommand;
import io.unrealcloud.ddc.provision.scylla.NodeCommands.Progress;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.nodes.FakeEc2.Machine;
import io.unrealcloud.ddc.provision.scylla.nodes.NodeInfo.Member;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.scylla.ScyllaMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of nodes with a database on every one: an instance is a machine of ScyllaDB's image that boots from its user
 * data, the probe speaks CQL to it, and commands run on it.
 */
class RealNodesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final FakeEc2 ec2 = new FakeEc2(Clock.systemUTC());
    private final FakeIam iam = new FakeIam(ec2);
    private final FakeRoute53 route53 = new FakeRoute53();
    private final Map<String, ScyllaMachine> machines = new ConcurrentHashMap<>();
    private final GuestSsm ssm = new GuestSsm(instance -> Optional.ofNullable(machines.get(instance))
            .filter(ScyllaMachine::booted)
            .map(machine -> script -> machine.run(script, Duration.ofMinutes(2))));

    private final AwsPorts aws = new ForwardingPorts(new World().aws) {
        @Override
        public Ec2Port ec2(String region) {
            return ec2;
        }

        @Override
        public IamPort iam(String region) {
            return iam;
        }

        @Override
        public Route53Port route53(String region) {
            return route53;
        }

        @Override
        public SsmPort ssm(String region) {
            return ssm;
        }
    };

    private final NodesProvisioner operator =
            new NodesProvisioner(aws, new CqlNodeProbe(owner -> List.of()), Runnable::run, Clock.systemUTC());

    @TempDir
    Path directory;

    @AfterEach
    void switchOff() {
        machines.values().forEach(ScyllaMachine::close);
        ssm.close();
    }

    @Test
    void upReplacedGrownAndShrunk() {
        ec2.network = "127.23." + (1 + ProcessHandle.current().pid() % 250) + ".";
        ec2.ending = Duration.ZERO;
        ec2.launched = this::boot;
        ec2.ended = machine -> machines.remove(machine.id).close();

        NodesPass up = settle(World.desired());
        assertThat(up.cluster().complete()).isTrue();
        assertThat(ring()).extracting(Member::rack).containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(ring()).extracting(Member::datacenter).containsOnly("us-east-1");

        ScyllaCluster.Node lost = up.cluster().nodes().get(1);
        ec2.kill(ec2.node(1));
        NodesPass replaced = settle(World.desired());
        assertThat(replaced.cluster().complete()).isTrue();
        assertThat(replaced.cluster().nodes().get(1).instance()).isNotEqualTo(lost.instance());
        assertThat(ring())
                .hasSize(3)
                .extracting(Member::hostId)
                .doesNotContain(lost.hostId().orElseThrow());

        assertThat(settle(World.desired(4)).cluster().nodes()).hasSize(4).allMatch(ScyllaCluster.Node::up);
        assertThat(ring()).hasSize(4);
        NodesPass shrunk = settle(World.desired());
        assertThat(shrunk.cluster().complete()).isTrue();
        assertThat(ring()).hasSize(3);
        assertThat(machines).hasSize(3);

        NodeCommand repair = new NodeCommand.Repair("system_distributed", "test");
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> operator.commands(World.desired())
                                .run(shrunk.cluster().nodes().getFirst(), repair)
                        instanceof Progress.Done);
    }

    private NodesPass settle(DesiredNodes desired) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> operator.pass(desired, false, false, () -> {}), NodesPass::done);
    }

    /** The ring as one of the nodes tells it. */
    private List<Member> ring() {
        NodeProbe.Answer answer = new CqlNodeProbe(owner -> List.of()).ask(World.OWNER, ec2.node(0).ip);
        return ((NodeProbe.Answer.Told) answer).info().ring();
    }

    private void boot(Machine machine) {
        try {
            machines.put(
                    machine.id,
                    ScyllaMachine.boot(new MachineSpec(
                            machine.id,
                            "us-east-1",
                            ec2.zone(machine.launch.subnetId()),
                            machine.ip,
                            ec2.image(machine.launch.imageId()).orElseThrow().name(),
                            machine.launch.type(),
                            machine.launch.userData(),
                            Files.createDirectory(directory.resolve(machine.id)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
