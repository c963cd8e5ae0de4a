package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A day in the life of a resource that needs nothing, and how soon it is noticed that it does. */
class StableTest {

    private static final int HOURS = 24;

    private final World world = new World();
    private final Actor operator = new Actor(world);

    @AfterEach
    void end() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{amazonKeyspaces: {}}",
                "{amazonKeyspaces: {}, schema: {profile: TerraformModule}}",
                "{amazonKeyspaces: {currentRegion: {billingMode: PROVISIONED, autoScaling:"
                        + " {read: {min: 5, max: 50}, write: {min: 5, max: 50}}}}}",
                "{amazonKeyspaces: {enableCrossRegionReplication: true, peerRegions: [eu-west-1],"
                        + " primaryRegion: us-east-1}}",
                "{amazonKeyspaces: {enableCrossRegionReplication: true, peerRegions: [eu-west-1],"
                        + " primaryRegion: us-east-1}, schema: {profile: TerraformModule}}",
            })
    void aDayCostsAtMostTenCallsAnHourAndNoWrite(String database) {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST.replace("{amazonKeyspaces: {}}", database));
        operator.settle(desired);
        world.emulator.calls().reset();
        aDay(desired);
        assertThat(world.emulator.calls().mutating()).isZero();
        assertThat(world.emulator.calls().total())
                .as("calls in a day: %s", world.emulator.calls().counts())
                .isLessThanOrEqualTo(10 * HOURS);
    }

    @Test
    void aTableThatIsLostIsNoticedWithinHours() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        world.catalog().deleteTable(World.HERE, "jupiter", "objects");
        Duration noticed = noticed(desired, report -> !report.ready().isYes());
        assertThat(noticed).isLessThanOrEqualTo(Duration.ofMinutes(70));
        assertThat(world.tables("jupiter")).doesNotContain("objects");
    }

    @Test
    void aSettingChangedByHandIsNoticedWithinTwelveHoursAndPutBack() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        world.catalog()
                .updateTable(
                        World.HERE,
                        "jupiter",
                        "objects",
                        new io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange.SetCapacity(
                                Capacity.provisioned(5, 5), null, java.util.List.of()));
        world.emulator.calls().reset();
        Duration noticed = noticed(desired, report -> world.emulator.calls().writes() > 0);
        assertThat(noticed).isLessThanOrEqualTo(Duration.ofMinutes(14 * 60));
    }

    private void aDay(DesiredState desired) {
        Instant end = world.time.now().plus(Duration.ofHours(HOURS));
        while (world.time.now().isBefore(end)) {
            Pass pass = operator.pass(desired);
            assertThat(pass.plan().isEmpty()).isTrue();
            world.time.advance(atMostAnHour(pass.next()));
        }
    }

    private Duration noticed(DesiredState desired, java.util.function.Predicate<BackendReport> sign) {
        Instant begin = world.time.now();
        while (Duration.between(begin, world.time.now()).toHours() < 2L * HOURS) {
            Pass pass = operator.pass(desired);
            if (sign.test(Actor.report(desired, pass))) {
                return Duration.between(begin, world.time.now());
            }
            world.time.advance(atMostAnHour(pass.next()));
        }
        throw new AssertionError("Never noticed.");
    }

    /** As the framework does. */
    private static Duration atMostAnHour(Duration next) {
        return next.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : next;
    }
}
