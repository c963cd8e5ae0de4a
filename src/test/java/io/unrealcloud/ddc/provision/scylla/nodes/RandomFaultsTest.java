package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.ec2.InstanceState;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever goes wrong, in whatever order: no ordinal has two live instances ({@link FakeEc2} fails at once), no second
 * cluster begins, and when the faults end all nodes are there.
 */
class RandomFaultsTest {

    private static final int STEPS = 250;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void neverTwoAndAlwaysHealed(long seed) {
        Random random = new Random(seed);
        World world = new World();
        world.lost = call -> random.nextInt(25) == 0;
        DesiredNodes desired = World.desired();
        for (int step = 0; step < STEPS; step++) {
            NodesPass pass = world.pass(desired);
            disturb(world, random);
            world.forward(random.nextBoolean() ? pass.next() : Duration.ofSeconds(random.nextInt(1, 90)));
        }
        world.lost = call -> false;
        world.ec2.full.clear();
        world.ec2.lag = Duration.ZERO;
        world.ring.silent.clear();
        world.ring.stuck.clear();
        NodesPass healed = world.settle(desired);
        assertThat(healed.cluster().complete()).as(healed.toString()).isTrue();
        assertThat(world.ec2.running()).hasSize(3);
        assertThat(world.ring.clusters.stream().filter(cluster -> cluster.stream()
                        .anyMatch(place -> place.machine().runs())))
                .hasSize(1);
    }

    /** Nothing that takes a majority: that is for people to decide, and tried elsewhere. */
    private static void disturb(World world, Random random) {
        List<FakeEc2.Machine> machines = world.ec2.running().toList();
        boolean whole = machines.size() == 3
                && machines.stream()
                        .allMatch(machine -> world.ring.answers(machine)
                                && world.ring.place(machine).isPresent());
        switch (random.nextInt(14)) {
            case 0 -> world.restart();
            case 1 -> world.ec2.full.add("us-east-1" + "abc".charAt(random.nextInt(3)));
            case 2 -> world.ec2.full.clear();
            case 3 -> world.ec2.lag = Duration.ofSeconds(random.nextInt(30));
            case 4 -> {
                if (whole) {
                    world.ec2.kill(machines.get(random.nextInt(3)));
                }
            }
            case 5 -> {
                if (whole) {
                    machines.get(random.nextInt(3)).state = InstanceState.STOPPED;
                }
            }
            case 6 -> {
                if (whole) {
                    world.ring.silent.add(machines.get(random.nextInt(3)).id);
                }
            }
            case 7 -> world.ring.silent.clear();
            case 8 -> {
                // A node that has not joined yet ends.
                machines.stream()
                        .filter(machine -> world.ring.place(machine).isEmpty())
                        .findFirst()
                        .ifPresent(world.ec2::kill);
            }
            default -> {}
        }
    }
}
