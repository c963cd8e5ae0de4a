package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.unrealcloud.ddc.aws.CrashingPorts;
import io.unrealcloud.ddc.aws.CrashingPorts.Crash;
import io.unrealcloud.ddc.aws.CrashingPorts.When;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The operator dies before and after every single call that changes something, and once only the reply is lost. Started
 * again without memory it must come to the state of an undisturbed run: one cluster, no ordinal twice, nothing left
 * over. {@link FakeEc2} refuses a second live instance of an ordinal at once.
 */
class KillPointTest {

    /** @param run passes of the operator until the scenario is over */
    private record Scenario(String name, Consumer<World> before, Consumer<World> run) {}

    @TestFactory
    Stream<DynamicTest> bringUp() {
        return killed(new Scenario("bring up", world -> {}, world -> world.settle(World.desired())));
    }

    @TestFactory
    Stream<DynamicTest> replace() {
        return killed(new Scenario(
                "replace",
                world -> {
                    world.settle(World.desired());
                    world.ec2.kill(world.ec2.node(1));
                    world.forward(Duration.ofMinutes(2));
                },
                world -> world.settle(World.desired())));
    }

    @TestFactory
    Stream<DynamicTest> grow() {
        return killed(
                new Scenario("grow", world -> world.settle(World.desired()), world -> world.settle(World.desired(4))));
    }

    @TestFactory
    Stream<DynamicTest> shrink() {
        return killed(new Scenario(
                "shrink", world -> world.settle(World.desired(4)), world -> world.settle(World.desired())));
    }

    @TestFactory
    Stream<DynamicTest> delete() {
        return killed(new Scenario(
                "delete", world -> world.settle(World.desired()), world -> world.deleted(World.desired())));
    }

    @TestFactory
    Stream<DynamicTest> release() {
        return killed(new Scenario(
                "release", world -> world.settle(World.desired()), world -> world.released(World.desired())));
    }

    private static Stream<DynamicTest> killed(Scenario scenario) {
        World undisturbed = world();
        scenario.before().accept(undisturbed);
        CrashingPorts counting = CrashingPorts.never(undisturbed.aws);
        undisturbed.operator = undisturbed.operator(counting);
        scenario.run().accept(undisturbed);
        int calls = counting.mutatingCalls();
        assertThat(calls).as("calls to die at").isPositive();
        Map<String, Set<String>> result = result(undisturbed);
        return IntStream.rangeClosed(1, calls).boxed().flatMap(call -> Stream.of(When.values())
                .map(when -> dynamicTest(
                        "%s, call %d of %d (%s), %s"
                                .formatted(
                                        scenario.name(),
                                        call,
                                        calls,
                                        counting.mutating().get(call - 1),
                                        when),
                        () -> disturbed(scenario, call, when, result))));
    }

    private static World world() {
        World world = new World();
        world.ring.boot = Duration.ofSeconds(5);
        return world;
    }

    private static void disturbed(Scenario scenario, int call, When when, Map<String, Set<String>> expected) {
        World world = world();
        scenario.before().accept(world);
        CrashingPorts crashing = CrashingPorts.at(world.aws, call, when);
        world.operator = world.operator(crashing);
        try {
            scenario.run().accept(world);
            assertThat(when).as("only a lost reply is survived").isEqualTo(When.REPLY_LOST);
        } catch (Crash crash) {
            world.restart();
            scenario.run().accept(world);
        }
        assertThat(crashing.reached()).isTrue();
        assertThat(result(world)).isEqualTo(expected);
        CrashingPorts counting = CrashingPorts.never(world.aws);
        world.operator = world.operator(counting);
        world.forward(Duration.ofMinutes(2));
        scenario.run().accept(world);
        assertThat(counting.mutating()).as("writes of one more run").isEmpty();
    }

    /** What counts of the world: not ids, and not how often something was tried. */
    private static Map<String, Set<String>> result(World world) {
        Map<String, Set<String>> all = new TreeMap<>();
        all.put("clusters", Set.of("" + world.ring.clusters.size()));
        all.put(
                "members",
                world.ring.clusters.stream()
                        .flatMap(cluster -> cluster.stream())
                        .filter(place -> place.machine().runs())
                        .map(place -> FakeEc2.ordinal(place.machine()) + " in " + place.rack())
                        .collect(Collectors.toCollection(TreeSet::new)));
        all.put(
                "machines",
                world.ec2
                        .running()
                        .map(machine -> FakeEc2.ordinal(machine) + " " + machine.protection + " "
                                + machine.tags.containsKey("ddc.unrealcloud.io/released-at"))
                        .collect(Collectors.toCollection(TreeSet::new)));
        all.put("groups", Set.of("" + world.ec2.groups.size()));
        all.put("roles", Set.copyOf(world.iam.roles.keySet()));
        all.put("profiles", Set.copyOf(world.iam.profiles.keySet()));
        all.put("records", Set.copyOf(world.route53.records.keySet()));
        return all;
    }
}
