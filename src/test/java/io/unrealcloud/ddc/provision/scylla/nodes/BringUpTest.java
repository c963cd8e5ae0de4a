package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.model.ScyllaBackend.ReplicationFix;
import io.unrealcloud.ddc.provision.Outcome;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.nodes.FakeEc2.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Nodes from nothing, through faults, and to nothing again, in an account in memory. */
class BringUpTest {

    private final World world = new World();
    private final DesiredNodes desired = World.desired();

    @Test
    void threeNodesJoinOneAfterTheOther() {
        NodesPass pass = world.settle(desired);
        assertThat(pass.done()).isTrue();
        assertThat(pass.cluster().complete()).isTrue();
        assertThat(pass.cluster().nodes())
                .extracting(ScyllaCluster.Node::ordinal)
                .containsExactly(0, 1, 2);
        assertThat(pass.cluster().nodes())
                .allMatch(node -> node.up() && node.hostId().isPresent());
        assertThat(world.ring.clusters).hasSize(1);
        assertThat(world.ring.clusters.getFirst())
                .extracting(FakeRing.Place::rack)
                .containsExactly("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(world.route53
                        .record("Z123", "scylla.ddc.internal", "A")
                        .orElseThrow()
                        .values())
                .hasSize(3);
        assertThat(pass.address()).contains("scylla.ddc.internal");
        assertThat(world.ec2.running())
                .allMatch(machine -> machine.launch.imageId().equals("ami-00000001"));
        assertThat(world.ec2.running()).allMatch(machine -> machine.protection);
        ClusterRecord record =
                ClusterRecord.of(world.ec2.groups.values().iterator().next().tags());
        assertThat(record.bootstrapped()).contains("main");
        assertThat(record.nodes().values()).allMatch(node -> node.hostId().isPresent());
    }

    @Test
    void aPlanTellsAllAndChangesNothing() {
        NodesPass pass = world.operator.pass(desired, true, true, () -> {
            throw new AssertionError("Nothing was to be written");
        });
        assertThat(world.ec2.left()).isEmpty();
        assertThat(world.iam.roles).isEmpty();
        assertThat(pass.plan().steps().stream()
                        .map(step -> step.operation().action() + " "
                                + step.operation().target()))
                .contains("launch node 0", "launch node 1", "launch node 2");
    }

    @Test
    void theOperatorsShareOfTheTimeIsSmall() {
        Instant begin = world.clock.instant();
        world.settle(desired);
        Duration boots = world.ring.boot.multipliedBy(3);
        assertThat(Duration.between(begin, world.clock.instant()))
                .isLessThan(boots.plus(boots.dividedBy(10)).plus(ProfilePlan.SPREAD));
    }

    @Test
    void aZoneWithoutRoomIsNamedAndWaitedFor() {
        world.ec2.full.add("us-east-1b");
        for (int i = 0; i < 80; i++) {
            world.forward(world.pass(desired).next());
        }
        NodesPass pass = world.pass(desired);
        assertThat(failure(pass).reason()).isEqualTo(Reason.NoCapacity);
        assertThat(failure(pass).message()).contains("us-east-1b", "i4i.xlarge");
        assertThat(world.ec2.running()).hasSize(1);
        world.ec2.full.clear();
        assertThat(world.settle(desired).cluster().complete()).isTrue();
        assertThat(world.ring.clusters.getFirst()).hasSize(3);
    }

    @Test
    void aTerminatedNodeIsReplacedByItsHostId() {
        world.settle(desired);
        String host = world.ring.place(world.ec2.node(1)).orElseThrow().hostId();
        Machine dead = world.ec2.node(1);
        world.ec2.kill(dead);
        world.forward(world.pass(desired).next());
        assertThat(world.settle(desired).cluster().complete()).isTrue();
        assertThat(world.ec2.node(1)).isNotSameAs(dead);
        assertThat(world.ec2.node(1).launch.userData()).contains("\"replace_node_first_boot\":\"" + host + "\"");
        assertThat(world.ring.clusters).hasSize(1);
        assertThat(world.ring.clusters.getFirst()).hasSize(3);
        assertThat(world.route53
                        .record("Z123", "scylla.ddc.internal", "A")
                        .orElseThrow()
                        .values())
                .contains(world.ec2.node(1).ip)
                .doesNotContain(dead.ip);
    }

    @Test
    void aStoppedNodeIsTerminatedAndReplaced() {
        world.settle(desired);
        Machine stopped = world.ec2.node(2);
        stopped.state = InstanceState.STOPPED;
        world.forward(world.pass(desired).next());
        assertThat(world.settle(desired).cluster().complete()).isTrue();
        assertThat(stopped.runs()).isFalse();
        assertThat(world.ec2.node(2)).isNotSameAs(stopped);
        assertThat(world.ring.clusters.getFirst()).hasSize(3);
    }

    @Test
    void aSilentNodeIsWatchedAndNeverReplaced() {
        world.settle(desired);
        Machine silent = world.ec2.node(0);
        world.ring.silent.add(silent.id);
        world.forward(Duration.ofSeconds(1));
        world.pass(desired);
        world.forward(RingPlan.SILENCE);
        NodesPass pass = world.pass(desired);
        assertThat(failure(pass).reason()).isEqualTo(Reason.NodeDown);
        assertThat(failure(pass).message()).contains(silent.id, silent.ip);
        assertThat(pass.cluster().contactPoints()).hasSize(2).doesNotContain(silent.ip);
        assertThat(silent.runs()).isTrue();
        world.ring.silent.clear();
        assertThat(world.settle(desired).cluster().complete()).isTrue();
    }

    @Test
    void aNodeThatNeverJoinsIsToldOf() {
        world.settle(World.desired(1, backend -> backend));
        world.ec2.lag = Duration.ofSeconds(20);
        world.pass(desired);
        Machine stuck = world.ec2.node(1);
        world.ring.stuck.add(stuck.id);
        world.forward(Duration.ofMinutes(1));
        world.pass(desired);
        world.forward(RingPlan.JOIN.plusMinutes(1));
        NodesPass pass = world.pass(desired);
        assertThat(failure(pass).reason()).isEqualTo(Reason.NodeNotJoining);
        assertThat(failure(pass).message()).contains(stuck.id, "journalctl");
        world.ec2.kill(stuck);
        assertThat(world.settle(desired).cluster().complete()).isTrue();
    }

    @Test
    void aLostMajorityStartsNothingUntilItIsGivenUp() {
        world.settle(desired);
        world.ec2.running().toList().forEach(world.ec2::kill);
        world.forward(Duration.ofMinutes(2));
        world.settle(desired);
        world.restart();
        NodesPass lost = world.settle(desired);
        assertThat(blocked(lost).reason()).isEqualTo(Reason.QuorumLost);
        assertThat(lost.quorum()).isFalse();
        assertThat(world.ec2.running()).isEmpty();
        DesiredNodes given =
                World.desired(3, is -> World.with(is, ReplicationFix.CQL, Optional.of("main"), new TreeMap<>()));
        assertThat(world.settle(given).cluster().complete()).isTrue();
        assertThat(world.ring.clusters).hasSize(2);
        world.ec2.running().limit(2).toList().forEach(world.ec2::kill);
        world.forward(Duration.ofMinutes(2));
        NodesPass again = world.settle(given);
        assertThat(blocked(again).reason()).isEqualTo(Reason.QuorumLost);
        assertThat(blocked(again).message()).contains("used up");
        assertThat(world.ec2.running()).hasSize(1);
        world.settle(desired);
        assertThat(world.settle(given).cluster().complete()).isTrue();
        assertThat(world.ring.clusters).hasSize(3);
    }

    @Test
    void aWrongDataCentreStopsEverything() {
        world.settle(World.desired(1, is -> is));
        DesiredNodes other = World.desired(
                3,
                is -> new ScyllaBackend(
                        is.region(),
                        is.names(),
                        is.profile(),
                        Optional.of("elsewhere"),
                        3,
                        is.peers(),
                        is.clusterName(),
                        is.primaryRegion(),
                        is.replicationFix(),
                        is.source(),
                        is.host(),
                        Optional.empty()));
        NodesPass pass = world.settle(other);
        assertThat(blocked(pass).reason()).isEqualTo(Reason.DatacenterDiffers);
        assertThat(world.ec2.running()).hasSize(1);
    }

    @Test
    void threeToFourAndBack() {
        world.settle(desired);
        NodesPass grown = world.settle(World.desired(4));
        assertThat(grown.done()).isTrue();
        assertThat(world.ring.clusters.getFirst()).hasSize(4);
        assertThat(world.ring.started).containsExactly("0 ddc-cleanup-3-1", "1 ddc-cleanup-3-1", "2 ddc-cleanup-3-1");
        world.ring.started.clear();
        NodesPass shrunk = world.settle(desired);
        assertThat(shrunk.done()).isTrue();
        assertThat(shrunk.cluster().complete()).isTrue();
        assertThat(world.ring.started).containsExactly("3 ddc-decommission");
        assertThat(world.ring.clusters.getFirst()).hasSize(3);
        assertThat(world.ec2.running()).hasSize(3);
        assertThat(world.settle(World.desired(4)).done()).isTrue();
        assertThat(world.ring.clusters.getFirst()).hasSize(4);
    }

    @Test
    void noneLeavesWhileOneIsDown() {
        world.settle(World.desired(4));
        world.ring.silent.add(world.ec2.node(1).id);
        world.forward(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            world.forward(world.pass(desired).next());
        }
        assertThat(world.ring.started).isEmpty();
        assertThat(world.ec2.running()).hasSize(4);
        world.ring.silent.clear();
        assertThat(world.settle(desired).done()).isTrue();
        assertThat(world.ec2.running()).hasSize(3);
    }

    @Test
    void anotherTypeReplacesOneByOneWhenAskedTo() {
        world.settle(desired);
        DesiredNodes other = World.desired(World.OWNER, World.nodes(3, "i4i.2xlarge", false), is -> is);
        world.settle(other);
        assertThat(world.ec2.running())
                .allMatch(machine -> machine.launch.type().equals("i4i.xlarge"));
        DesiredNodes rolling = World.desired(World.OWNER, World.nodes(3, "i4i.2xlarge", true), is -> is);
        assertThat(world.settle(rolling).done()).isTrue();
        assertThat(world.ec2.running().map(machine -> machine.launch.type()).collect(Collectors.toSet()))
                .isEqualTo(Set.of("i4i.2xlarge"));
        assertThat(world.ring.clusters).hasSize(1);
        assertThat(world.ring.clusters.getFirst()).hasSize(3);
    }

    @Test
    void deletionLeavesNothingOfOursAndAllOfOthers() {
        DesiredNodes ssm =
                World.desired(3, is -> World.with(is, ReplicationFix.SSM, Optional.empty(), new TreeMap<>()));
        world.settle(ssm);
        assertThat(world.ring.documents).hasSize(1);
        DesiredNodes other =
                World.desired(new Owner(World.OWNER.clusterArn(), "studio", "other", "uid-2"), noZone(3), is -> is);
        world.settle(other);
        world.deleted(ssm);
        assertThat(world.ec2.running()).hasSize(3);
        assertThat(world.ec2.left()).noneMatch(one -> one.contains("uid-1"));
        assertThat(world.ring.documents).isEmpty();
        assertThat(world.route53.records).isEmpty();
        assertThat(world.iam.roles).hasSize(1);
        assertThat(world.iam.profiles).hasSize(1);
        assertThat(world.settle(other).cluster().complete()).isTrue();
    }

    @Test
    void releasedNodesRunOnAndAreClaimedAgain() {
        world.settle(desired);
        List<String> machines = world.ec2.running().map(machine -> machine.id).toList();
        world.released(desired);
        assertThat(world.ec2.running().map(machine -> machine.id)).isEqualTo(machines);
        DesiredNodes again = World.desired(
                new Owner(World.OWNER.clusterArn(), "studio", "main", "uid-9"), desired.nodes(), is -> is);
        assertThat(world.settle(again).cluster().complete()).isTrue();
        assertThat(world.ec2.running().map(machine -> machine.id)).isEqualTo(machines);
        assertThat(world.ec2.left()).noneMatch(one -> one.contains("uid-1"));
    }

    @Test
    void aForeignGroupOrRecordIsLeftAlone() {
        world.ec2.createSecurityGroup(
                new NewSecurityGroup(FakeEc2.VPC, NodeNames.securityGroup(World.OWNER), "theirs", Map.of()));
        Set<String> before = world.ec2.left();
        NodesPass pass = world.settle(desired);
        assertThat(blocked(pass).reason()).isEqualTo(Reason.ForeignObjects);
        assertThat(world.ec2.left()).isEqualTo(before);
        world.ec2.groups.clear();
        world.forward(Duration.ofMinutes(1));
        world.route53.put("Z123", new RecordSet("scylla.ddc.internal", "A", 60, List.of("10.9.9.9")));
        NodesPass brought = world.settle(desired);
        assertThat(blocked(brought).reason()).isEqualTo(Reason.ForeignObjects);
        assertThat(brought.cluster().complete()).isTrue();
        assertThat(world.route53.records).hasSize(1);
    }

    private static ScyllaBackend.Nodes noZone(int count) {
        ScyllaBackend.Nodes is = World.nodes(count, "i4i.xlarge", false);
        return new ScyllaBackend.Nodes(
                count,
                is.instanceType(),
                is.image(),
                is.subnets(),
                is.rootVolume(),
                is.clientGroups(),
                is.clientCidrs(),
                Optional.empty(),
                false);
    }

    private static Outcome.Failed failure(NodesPass pass) {
        return pass.outcomes().values().stream()
                .filter(Outcome.Failed.class::isInstance)
                .map(Outcome.Failed.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(pass));
    }

    private static Outcome.Blocked blocked(NodesPass pass) {
        return pass.outcomes().values().stream()
                .filter(Outcome.Blocked.class::isInstance)
                .map(Outcome.Blocked.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(pass));
    }
}
