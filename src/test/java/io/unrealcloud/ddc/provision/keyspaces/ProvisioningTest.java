package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole way from nothing to a database, through the real SDK adapters. */
class ProvisioningTest {

    static final String LOCAL = "jupiter_local_ddc_us_east_1";
    private static final String TERRAFORM = Resources.SMALLEST.replace(
            "{amazonKeyspaces: {}}", "{amazonKeyspaces: {}, schema: {profile: TerraformModule}}");
    private static final Delay[] CHANGES = {
        Delay.CREATE_KEYSPACE, Delay.CREATE_TYPE, Delay.CREATE_TABLE, Delay.UPDATE_TABLE
    };

    private final World world = new World();
    private final Actor operator = new Actor(world);

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void jupiterIsThereAfterOnePassWithoutDelays() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        Pass pass = operator.pass(desired);
        assertThat(pass.plan().isEmpty())
                .as("what is left to do: %s", pass.plan())
                .isTrue();
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.ready().isYes()).as("%s", report.ready()).isTrue();
        assertThat(report.schemaValid().isYes()).as("%s", report.schemaValid()).isTrue();
        assertThat(report.tablesReady()).isEqualTo(20);
        assertThat(world.tables("jupiter")).hasSize(15);
        assertThat(world.tables(LOCAL)).hasSize(5);
        int objects = 2 + 3 + 20;
        assertThat(world.emulator.calls().total())
                .as("calls for %d objects", objects)
                .isLessThanOrEqualTo(3 * objects);
    }

    @Test
    void theSecondPassWritesNothing() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        assertStill(desired);
    }

    @Test
    void terraformModuleHasItsFourTablesInTheLocalKeyspace() {
        DesiredState desired = World.desired("uid-1", TERRAFORM);
        Pass pass = operator.settle(desired);
        assertThat(Actor.report(desired, pass).schemaValid().isYes()).isTrue();
        assertThat(world.tables(LOCAL))
                .hasSize(9)
                .contains("cache_entries", "s3_objects", "namespace_config", "cleanup_tracking");
        assertStill(desired);
    }

    @Test
    void everythingIsWaitedForWhenItTakesTime() {
        world.delay(Duration.ofSeconds(10), CHANGES);
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        Pass first = operator.pass(desired);
        BackendReport before = Actor.report(desired, first);
        assertThat(before.ready().isYes()).isFalse();
        assertThat(before.progressing().reason()).isEqualTo(Reason.CreatingKeyspace);

        Pass last = operator.settle(desired);
        assertThat(Actor.report(desired, last).schemaValid().isYes()).isTrue();
        assertStill(desired);
    }

    /** Also with an operator that remembers nothing. */
    private void assertStill(DesiredState desired) {
        world.emulator.calls().reset();
        assertThat(operator.pass(desired).plan().isEmpty()).isTrue();
        assertThat(world.emulator.calls().total())
                .as("calls of a pass from memory")
                .isZero();
        operator.restart();
        assertThat(operator.pass(desired).plan().isEmpty()).isTrue();
        assertThat(world.emulator.calls().mutating()).isZero();
    }
}
