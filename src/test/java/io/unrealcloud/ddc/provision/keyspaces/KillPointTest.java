package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.aws.CrashingPorts;
import io.unrealcloud.ddc.aws.CrashingPorts.When;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The operator dies before and after every single call that changes something, and once only the reply is lost.
 * Started again without memory it must come to the state of an undisturbed run: nothing twice, nothing lost,
 * nothing of anybody else's touched.
 */
class KillPointTest {

    private static final String PLAIN = Resources.SMALLEST;
    private static final String RECOVERABLE =
            PLAIN.replace("amazonKeyspaces: {}", "amazonKeyspaces: {currentRegion: {pointInTimeRecovery: true}}");
    private static final String ADOPTING = PLAIN.replace(
            "amazonKeyspaces: {}",
            "amazonKeyspaces: {}, adopt: {keyspaces: [jupiter, %s]}".formatted(ProvisioningTest.LOCAL));
    private static final String BOTH_REGIONS = PLAIN.replace(
            "amazonKeyspaces: {}",
            "amazonKeyspaces: {enableCrossRegionReplication: true, peerRegions: [eu-west-1], primaryRegion:"
                    + " us-east-1}");
    private static final String SECONDARY =
            BOTH_REGIONS.replace("region: us-east-1\n", "region: eu-west-1\n").replace("[eu-west-1]", "[us-east-1]");

    /**
     * @param before brings the world to where the scenario begins
     * @param run passes of the actor until the scenario is over
     * @param whens where in a call it dies
     * @param keepsData whether every table that was there before must still be there, the same one
     */
    private record Scenario(
            String name,
            Consumer<World> before,
            BiFunction<Actor, DesiredState, Pass> run,
            DesiredState desired,
            boolean keepsData,
            When... whens) {

        Scenario(
                String name,
                Consumer<World> before,
                BiFunction<Actor, DesiredState, Pass> run,
                DesiredState desired,
                boolean keepsData) {
            this(name, before, run, desired, keepsData, When.values());
        }
    }

    @TestFactory
    Stream<DynamicTest> create() {
        return killed(new Scenario("create", world -> {}, Actor::settle, World.desired("uid-1", PLAIN), true));
    }

    @TestFactory
    Stream<DynamicTest> createWhenItTakesTime() {
        return killed(new Scenario(
                "slow create", KillPointTest::slow, Actor::settle, World.desired("uid-1", PLAIN), true, When.AFTER));
    }

    @TestFactory
    Stream<DynamicTest> createInTwoRegions() {
        return killed(new Scenario(
                "create in two Regions",
                world -> {},
                Actor::settle,
                World.desired("uid-1", BOTH_REGIONS),
                true,
                When.AFTER));
    }

    @TestFactory
    Stream<DynamicTest> addARegion() {
        return killed(new Scenario(
                "add a Region",
                world -> settle(world, "uid-1", PLAIN),
                Actor::settle,
                World.desired("uid-1", BOTH_REGIONS),
                true));
    }

    @TestFactory
    Stream<DynamicTest> joinAsSecondary() {
        return killed(new Scenario(
                "join as secondary",
                world -> settle(world, "uid-1", BOTH_REGIONS),
                Actor::settle,
                World.desired("uid-2", SECONDARY),
                true));
    }

    @TestFactory
    Stream<DynamicTest> leaveAsSecondary() {
        return killed(new Scenario(
                "leave as secondary",
                world -> {
                    settle(world, "uid-1", BOTH_REGIONS);
                    settle(world, "uid-2", SECONDARY);
                },
                Actor::deleted,
                World.desired("uid-2", SECONDARY),
                false));
    }

    @TestFactory
    Stream<DynamicTest> changeSettings() {
        return killed(new Scenario(
                "change settings",
                world -> settle(world, "uid-1", PLAIN),
                Actor::settle,
                World.desired("uid-1", RECOVERABLE),
                true));
    }

    @TestFactory
    Stream<DynamicTest> release() {
        return killed(new Scenario(
                "release",
                world -> settle(world, "uid-1", PLAIN),
                Actor::released,
                World.desired("uid-1", PLAIN),
                true));
    }

    @TestFactory
    Stream<DynamicTest> claimAgain() {
        return killed(new Scenario(
                "claim again",
                world -> {
                    settle(world, "uid-1", PLAIN);
                    new Actor(world).released(World.desired("uid-1", PLAIN));
                },
                Actor::settle,
                World.desired("uid-2", PLAIN),
                true));
    }

    @TestFactory
    Stream<DynamicTest> adopt() {
        return killed(new Scenario(
                "adopt",
                world -> {
                    settle(world, "uid-1", PLAIN);
                    Untag.keyspaces(world, "jupiter", ProvisioningTest.LOCAL);
                },
                Actor::settle,
                World.desired("uid-2", ADOPTING),
                true));
    }

    @TestFactory
    Stream<DynamicTest> delete() {
        return killed(new Scenario(
                "delete",
                world -> settle(world, "uid-1", PLAIN),
                Actor::deleted,
                World.desired("uid-1", PLAIN),
                false));
    }

    @TestFactory
    Stream<DynamicTest> deleteWhenItTakesTime() {
        return killed(new Scenario(
                "slow delete",
                world -> {
                    settle(world, "uid-1", PLAIN);
                    world.time.advance(Duration.ofMinutes(1));
                    slow(world);
                },
                Actor::deleted,
                World.desired("uid-1", PLAIN),
                false,
                When.AFTER));
    }

    private static void settle(World world, String uid, String spec) {
        new Actor(world).settle(World.desired(uid, spec));
    }

    private static void slow(World world) {
        for (Delay delay : Delay.values()) {
            world.delay(Duration.ofSeconds(10), delay);
        }
    }

    private static Stream<DynamicTest> killed(Scenario scenario) {
        Undisturbed undisturbed = undisturbed(scenario);
        assertThat(undisturbed.calls()).as("calls to die at").isPositive();
        return IntStream.rangeClosed(1, undisturbed.calls()).boxed().flatMap(call -> Stream.of(scenario.whens())
                .map(when -> dynamicTest(
                        "%s, call %d of %d, %s".formatted(scenario.name(), call, undisturbed.calls(), when),
                        () -> disturbed(scenario, call, when, undisturbed))));
    }

    private record Undisturbed(int calls, JsonNode result) {}

    private static Undisturbed undisturbed(Scenario scenario) {
        try (World world = new World()) {
            Strangers.settleIn(world);
            scenario.before().accept(world);
            CrashingPorts counting = CrashingPorts.never(world.aws);
            scenario.run().apply(new Actor(world, counting, Runnable::run), scenario.desired());
            return new Undisturbed(counting.mutatingCalls(), result(world));
        }
    }

    private static void disturbed(Scenario scenario, int call, When when, Undisturbed expected) {
        try (World world = new World()) {
            Strangers.settleIn(world);
            scenario.before().accept(world);
            JsonNode strangers = Strangers.dump(world);
            Map<String, Instant> tables = tables(world);
            CrashingPorts crashing = CrashingPorts.at(world.aws, call, when);
            try {
                scenario.run().apply(new Actor(world, crashing, Runnable::run), scenario.desired());
                assertThat(when).as("only a lost reply is survived").isEqualTo(When.REPLY_LOST);
            } catch (CrashingPorts.Crash crash) {
                scenario.run().apply(new Actor(world), scenario.desired());
            }
            assertThat(crashing.reached()).isTrue();
            assertThat(result(world)).isEqualTo(expected.result());
            assertThat(Strangers.dump(world)).isEqualTo(strangers);
            if (scenario.keepsData()) {
                assertThat(tables(world)).containsAllEntriesOf(tables);
            }
            world.emulator.calls().reset();
            scenario.run().apply(new Actor(world), scenario.desired());
            assertThat(world.emulator.calls().writes())
                    .as("writes of one more run")
                    .isZero();
        }
    }

    /** Which table is which: a table made anew has another time of creation. */
    private static Map<String, Instant> tables(World world) {
        Map<String, Instant> tables = new TreeMap<>();
        world.catalog().keyspaces(World.HERE).forEach(keyspace -> world.catalog()
                .tables(World.HERE, keyspace.name())
                .forEach(table -> tables.put(name(table), table.created())));
        return tables;
    }

    private static String name(TableView table) {
        return table.keyspace() + "." + table.name();
    }

    private static JsonNode result(World world) {
        return Strangers.withoutTimes(world.dumpAll("us-east-1", "eu-west-1"));
    }
}
