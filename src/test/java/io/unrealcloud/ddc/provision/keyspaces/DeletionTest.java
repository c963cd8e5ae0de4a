package io.unrealcloud.ddc.provision.keyspaces;

import static io.unrealcloud.ddc.provision.keyspaces.ProvisioningTest.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Call;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Taking everything down that is this resource's, and nothing else. */
class DeletionTest {

    private final World world = new World();
    private final Actor operator = new Actor(world);
    private final DesiredState desired = World.desired("uid-1", Resources.SMALLEST);

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void everythingOfOursGoesChildrenFirst() {
        Strangers.settleIn(world);
        JsonNode strangers = Strangers.dump(world);
        operator.settle(desired);
        world.emulator.knobs().nonEmptyKeyspaceDeleteRefused(true);
        world.delay(Duration.ofSeconds(10), Delay.DELETE_TABLE, Delay.DELETE_TYPE, Delay.DELETE_KEYSPACE);
        world.emulator.calls().reset();
        operator.deleted(desired);
        assertThat(world.catalog().keyspace(World.HERE, "jupiter")).isEmpty();
        assertThat(world.catalog().keyspace(World.HERE, LOCAL)).isEmpty();
        assertThat(Strangers.dump(world)).isEqualTo(strangers);
        List<String> deletes =
                world.emulator.calls().matching(call -> call.wrote() && "jupiter".equals(call.keyspace())).stream()
                        .map(Call::operation)
                        .toList();
        assertThat(deletes).isSortedAccordingTo((a, b) -> Integer.compare(stage(a), stage(b)));
        assertThat(world.emulator.calls().matching(call -> call.mutating() && !call.wrote()))
                .as("refused calls")
                .isEmpty();
    }

    private static int stage(String operation) {
        return List.of("DeleteTable", "DeleteType", "DeleteKeyspace").indexOf(operation);
    }

    @Test
    void tablesThatTakeLongAreNotDeletedAgainAllTheTime() {
        operator.settle(desired);
        world.delay(Duration.ofMinutes(5), Delay.DELETE_TABLE);
        operator.deleted(desired);
        assertThat(world.emulator.calls().count("DeleteTable")).isLessThanOrEqualTo(20 * 6);
    }

    @Test
    void aTableOfAnotherBlocksAndNothingIsDeletedUntilItIsGone() {
        operator.settle(desired);
        world.catalog()
                .createTable(World.HERE, new NewTable("jupiter", "reports", Strangers.SCHEMA, TableSettings.DEFAULTS));
        JsonNode before = world.dump("jupiter");
        Pass pass = operator.until(() -> operator.delete(desired), Actor::settled);
        BackendReport report = Actor.report(desired, pass);
        assertThat(report.degraded().reason()).isEqualTo(Reason.ForeignObjects);
        assertThat(report.degraded().message()).contains("reports").contains("Retain");
        assertThat(world.dump("jupiter")).isEqualTo(before);

        world.catalog().deleteTable(World.HERE, "jupiter", "reports");
        operator.deleted(desired);
        assertThat(world.catalog().keyspace(World.HERE, "jupiter")).isEmpty();
    }

    @Test
    void aTableThatComesUpDuringDeletionBlocksTheKeyspace() {
        operator.settle(desired);
        world.delay(Duration.ofSeconds(30), Delay.DELETE_TABLE);
        operator.delete(desired);
        world.catalog()
                .createTable(World.HERE, new NewTable("jupiter", "reports", Strangers.SCHEMA, TableSettings.DEFAULTS));
        world.time.advance(Duration.ofMinutes(1));
        Pass pass = operator.until(() -> operator.delete(desired), Actor::settled);
        assertThat(Actor.report(desired, pass).degraded().reason()).isEqualTo(Reason.ForeignObjects);
        assertThat(world.tables("jupiter")).containsExactly("reports");
    }

    /** Otherwise the keyspace would show up later and belong to nobody. */
    @Test
    void aKeyspaceThatDoesNotShowYetIsNotLeftBehind() {
        world.delay(Duration.ofSeconds(20), Delay.KEYSPACE_NOT_FOUND_LAG);
        operator.pass(desired);
        operator.deleted(desired);
        world.time.advance(Duration.ofMinutes(2));
        assertThat(world.catalog().keyspace(World.HERE, "jupiter")).isEmpty();
        assertThat(world.catalog().keyspace(World.HERE, LOCAL)).isEmpty();
    }

    @Test
    void deletionInTheMiddleOfCreationLeavesNothing() {
        world.delay(Duration.ofSeconds(30), Delay.CREATE_TABLE, Delay.CREATE_TYPE, Delay.DELETE_TABLE);
        operator.pass(desired);
        world.time.advance(Duration.ofSeconds(31));
        operator.pass(desired);
        operator.deleted(desired);
        assertThat(world.catalog().keyspaces(World.HERE)).isEmpty();
    }

    @Test
    void deletionAfterAReleaseThatWasCutShortStillDeletes() {
        operator.settle(desired);
        operator.released(desired);
        operator.restart();
        operator.deleted(desired);
        assertThat(world.catalog().keyspaces(World.HERE)).isEmpty();
    }

    @Test
    void deletingNothingIsDoneAtOnce() {
        operator.delete(desired);
        assertThat(operator.passes()).isEqualTo(1);
        assertThat(world.emulator.calls().mutating()).isZero();
    }

    @Test
    void nothingOfThePredecessorIsDeleted() {
        operator.settle(desired);
        JsonNode before = world.dumpAll("us-east-1");
        operator.deleted(World.desired("uid-2", Resources.SMALLEST));
        operator.released(World.desired("uid-2", Resources.SMALLEST));
        assertThat(world.dumpAll("us-east-1")).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "SERVER_ERROR", "DROP_BEFORE", "DROP_AFTER", "ACCESS_DENIED"})
    void faultsDelayDeletionAndNothingMore(Fault.Kind kind) {
        operator.settle(desired);
        world.delay(Duration.ofSeconds(5), Delay.DELETE_TABLE, Delay.DELETE_KEYSPACE);
        for (String operation : List.of("DeleteTable", "DeleteType", "DeleteKeyspace", "GetKeyspace", "ListTables")) {
            world.emulator.faults().add(Fault.next(kind, operation).times(2));
        }
        operator.deleted(desired);
        assertThat(world.catalog().keyspaces(World.HERE)).isEmpty();
        assertThat(world.emulator.faults().waiting()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ListTables", "ListTagsForResource", "GetKeyspace"})
    void whatCannotBeReadIsNotDeleted(String operation) {
        operator.settle(desired);
        operator.restart();
        JsonNode before = world.dumpAll("us-east-1");
        world.emulator
                .faults()
                .add(Fault.next(Fault.Kind.ACCESS_DENIED, operation).times(100));
        Pass pass = operator.delete(desired);
        assertThat(pass.failure()).isPresent();
        assertThat(Actor.report(desired, pass).degraded().reason()).isEqualTo(Reason.AwsAccessDenied);
        assertThat(world.dumpAll("us-east-1")).isEqualTo(before);
    }

    /** Emptied by us, deleted by somebody, and made again by somebody else, all between two passes. */
    @Test
    void aKeyspaceThatChangedHandsDuringDeletionIsLeft() {
        operator.settle(desired);
        world.delay(Duration.ofSeconds(30), Delay.DELETE_TABLE);
        operator.delete(desired);
        world.delay(Duration.ofSeconds(30), Delay.DELETE_TYPE);
        world.time.advance(Duration.ofMinutes(1));
        operator.delete(desired);
        world.time.advance(Duration.ofSeconds(31));
        assertThat(world.catalog().types(World.HERE, "jupiter")).isEmpty();
        world.catalog().deleteKeyspace(World.HERE, "jupiter");
        world.catalog()
                .createKeyspace(
                        World.HERE,
                        "jupiter",
                        io.unrealcloud.ddc.sandbox.keyspaces.model.Replication.SINGLE,
                        java.util.Map.of("team", "core"));
        JsonNode before = world.dump("jupiter");
        operator.deleted(desired);
        assertThat(world.dump("jupiter")).isEqualTo(before);
    }
}
