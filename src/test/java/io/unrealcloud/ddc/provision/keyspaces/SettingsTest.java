package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.faults.Call;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that change after the tables were made, and tables and keyspaces that are lost. */
class SettingsTest {

    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private final World world = new World();
    private final Actor operator = new Actor(world);

    @AfterEach
    void end() {
        world.close();
    }

    static Stream<Arguments> edits() {
        return Stream.of(
                edit("currentRegion: {pointInTimeRecovery: true}", TableSettings::pointInTimeRecovery, 1),
                edit(
                        "currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 7, writeUnits: 8}}",
                        settings -> settings.capacity().readUnits() == 7
                                && settings.capacity().writeUnits() == 8,
                        1),
                edit(
                        "currentRegion: {billingMode: PROVISIONED, autoScaling: {read: {min: 5, max: 50}, write: {min:"
                                + " 6, max: 60, target: 50}}}",
                        settings -> settings.autoScaling().read() != null
                                && settings.autoScaling().write() != null,
                        1),
                edit(
                        "encryption: {type: CUSTOMER_MANAGED_KMS_KEY, kmsKeyArn: '%s'}".formatted(KEY),
                        settings -> KEY.equals(settings.encryption().kmsKeyIdentifier()),
                        1),
                edit(
                        "currentRegion: {warmThroughput: {readUnitsPerSecond: 20000, writeUnitsPerSecond: 9000}}",
                        settings -> settings.warmThroughput() != null
                                && settings.warmThroughput().readUnitsPerSecond() == 20_000,
                        1),
                edit(
                        "currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 7, writeUnits: 8},"
                                + " pointInTimeRecovery: true}, encryption: {type: CUSTOMER_MANAGED_KMS_KEY, kmsKeyArn: '%s'}"
                                        .formatted(KEY),
                        settings -> settings.pointInTimeRecovery()
                                && !settings.capacity().onDemand()
                                && KEY.equals(settings.encryption().kmsKeyIdentifier()),
                        3));
    }

    private static Arguments edit(String keyspaces, Predicate<TableSettings> arrived, int calls) {
        return Arguments.of(keyspaces, arrived, calls);
    }

    @ParameterizedTest
    @MethodSource("edits")
    void anEditArrivesAtEveryTableOneKindPerCall(String keyspaces, Predicate<TableSettings> arrived, int calls) {
        operator.settle(World.desired("uid-1", Resources.SMALLEST));
        world.delay(Duration.ofSeconds(10), Delay.UPDATE_TABLE).delay(Duration.ofSeconds(5), Delay.STATUS_LAG);
        DesiredState edited = World.desired("uid-1", spec(keyspaces));
        Pass pass = operator.until(
                () -> operator.passes() == 1 ? operator.readAll(edited) : operator.pass(edited), Actor::settled);
        assertThat(pass.plan().steps()).isEmpty();
        assertThat(allTables()).hasSize(20).allMatch(table -> arrived.test(table.settings()));
        List<Call> updates =
                world.emulator.calls().matching(call -> call.operation().equals("UpdateTable"));
        assertThat(updates).hasSize(20 * calls).allMatch(Call::wrote);
        assertStill(edited);
    }

    @Test
    void theDatabaseStaysReadyWhileSettingsChange() {
        operator.settle(World.desired("uid-1", Resources.SMALLEST));
        world.delay(Duration.ofSeconds(10), Delay.UPDATE_TABLE);
        DesiredState edited = World.desired("uid-1", spec("currentRegion: {pointInTimeRecovery: true}"));
        BackendReport report = Actor.report(edited, operator.readAll(edited));
        assertThat(report.ready().isYes()).isTrue();
        assertThat(report.progressing().isYes()).isTrue();
        assertThat(report.progressing().reason()).isEqualTo(Reason.UpdatingTables);
    }

    @Test
    void takingAutoScalingAwayTurnsItOff() {
        String scaling = "currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 7, writeUnits: 8},"
                + " autoScaling: {read: {min: 5, max: 50}, write: {min: 6, max: 60}}}";
        operator.settle(World.desired("uid-1", spec(scaling)));
        assertThat(allTables()).allMatch(table -> table.settings().autoScaling().read() != null);
        DesiredState edited = World.desired(
                "uid-1", spec("currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 7, writeUnits: 8}}"));
        operator.readAll(edited);
        operator.settle(edited);
        assertThat(allTables())
                .allMatch(table -> table.settings().autoScaling().read().disabled());
        assertStill(edited);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "currentRegion: {billingMode: PROVISIONED, autoScaling: {read: {min: 5, max: 50}, write: {min: 6, max:"
                        + " 60}}}",
                "currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 7, writeUnits: 8}}",
                "currentRegion: {warmThroughput: {readUnitsPerSecond: 20000}}",
                "currentRegion: {pointInTimeRecovery: true}"
            })
    void whatIsTherefromTheStartNeedsNoChange(String keyspaces) {
        DesiredState desired = World.desired("uid-1", spec(keyspaces));
        operator.settle(desired);
        assertThat(world.emulator.calls().count("UpdateTable")).isZero();
        assertStill(desired);
    }

    @Test
    void backToOnDemandWorks() {
        operator.settle(World.desired(
                "uid-1",
                spec("currentRegion: {billingMode: PROVISIONED, autoScaling: {read: {min: 5, max: 50}, write: {min: 6,"
                        + " max: 60}}}")));
        world.time.advance(Duration.ofHours(25));
        DesiredState edited = World.desired("uid-1", Resources.SMALLEST);
        operator.readAll(edited);
        operator.settle(edited);
        assertThat(allTables()).allMatch(table -> table.settings().capacity().onDemand());
        assertStill(edited);
    }

    @Test
    void aColumnThatIsMissingIsAdded() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        world.catalog().deleteTable(World.HERE, "jupiter", "objects");
        TableView other =
                world.catalog().table(World.HERE, "jupiter", "buckets").orElseThrow();
        List<Column> columns = List.of(
                new Column("namespace", "text"),
                new Column("bucket", "text"),
                new Column("name", "text"),
                new Column("payload_hash", "blob_identifier"));
        world.catalog()
                .createTable(
                        World.HERE,
                        new io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable(
                                "jupiter",
                                "objects",
                                new io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema(
                                        columns, List.of("namespace", "bucket", "name"), List.of(), List.of()),
                                other.settings()));
        Pass pass = operator.until(() -> operator.readAll(desired), Actor::settled);
        assertThat(Actor.report(desired, pass).schemaValid().isYes())
                .as("%s", Actor.report(desired, pass).schemaValid())
                .isTrue();
        assertThat(world.catalog()
                        .table(World.HERE, "jupiter", "objects")
                        .orElseThrow()
                        .settings()
                        .ttlEnabled())
                .isTrue();
    }

    @Test
    void aLostTableIsSaidAndNotMadeAgainUntilTheLossIsAcknowledged() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        world.catalog().deleteTable(World.HERE, "jupiter", "objects");
        operator.readAll(desired);
        BackendReport report = Actor.report(desired, operator.settle(desired));
        assertThat(report.ready().reason()).isEqualTo(Reason.DataLost);
        assertThat(report.ready().message())
                .contains("jupiter.objects")
                .contains("spec.database.amazonKeyspaces.acknowledgeDataLoss");
        assertThat(world.tables("jupiter")).hasSize(14);

        DesiredState acknowledged = World.desired("uid-1", spec("acknowledgeDataLoss: [jupiter.objects]"));
        Pass pass = operator.settle(acknowledged);
        assertThat(Actor.report(acknowledged, pass).ready().isYes()).isTrue();
        assertThat(world.tables("jupiter")).hasSize(15);
    }

    @Test
    void aLostKeyspaceIsSaidAndNotMadeAgainUntilTheLossIsAcknowledged() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        operator.settle(desired);
        world.tables("jupiter").forEach(table -> world.catalog().deleteTable(World.HERE, "jupiter", table));
        world.catalog().deleteKeyspace(World.HERE, "jupiter");
        operator.readAll(desired);
        BackendReport report = Actor.report(desired, operator.settle(desired));
        assertThat(report.ready().reason()).isEqualTo(Reason.DataLost);
        assertThat(world.catalog().keyspace(World.HERE, "jupiter")).isEmpty();

        DesiredState acknowledged = World.desired("uid-1", spec("acknowledgeDataLoss: [jupiter]"));
        Pass pass = operator.settle(acknowledged);
        assertThat(Actor.report(acknowledged, pass).ready().isYes()).isTrue();
        assertThat(world.tables("jupiter")).hasSize(15);
    }

    /** With the keyspaces their tags are gone; what an earlier report said is all there is to go by. */
    @Test
    void allKeyspacesLostAtOnceAreNotMadeAgainWhereStatusRemembersThem() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        BackendReport before = Actor.report(desired, operator.settle(desired));
        assertThat(before.provisioned()).contains("Jupiter/1/STANDARD");
        world.catalog().keyspaces(World.HERE).forEach(keyspace -> {
            world.tables(keyspace.name())
                    .forEach(table -> world.catalog().deleteTable(World.HERE, keyspace.name(), table));
            world.catalog().deleteKeyspace(World.HERE, keyspace.name());
        });
        operator.restart();
        world.emulator.calls().reset();

        DesiredState remembered = desired.remembering(before.provisioned());
        BackendReport lost = Actor.report(remembered, operator.settle(remembered));
        assertThat(lost.ready().reason()).isEqualTo(Reason.DataLost);
        assertThat(lost.provisioned()).as("still known after the loss").isEqualTo(before.provisioned());
        assertThat(world.emulator.calls().mutating()).isZero();

        DesiredState acknowledged = World.desired(
                        "uid-1", spec("acknowledgeDataLoss: [jupiter, " + ProvisioningTest.LOCAL + "]"))
                .remembering(lost.provisioned());
        Pass pass = operator.settle(acknowledged);
        assertThat(Actor.report(acknowledged, pass).ready().isYes()).isTrue();
        assertThat(world.tables("jupiter")).hasSize(15);
    }

    /** What the first keyspace has says nothing about a second one that could never be made. */
    @Test
    void aKeyspaceThatCouldNotBeMadeIsNotTakenForALostOne() {
        DesiredState desired = World.desired("uid-1", Resources.SMALLEST);
        world.emulator
                .faults()
                .add(io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault.next(
                                io.unrealcloud.ddc.sandbox.keyspaces.faults.Fault.Kind.ACCESS_DENIED, "CreateKeyspace")
                        .on(ProvisioningTest.LOCAL, null)
                        .times(3));
        Pass pass = operator.settle(desired);
        assertThat(Actor.report(desired, pass).ready().isYes())
                .as("%s", Actor.report(desired, pass).ready())
                .isTrue();
    }

    private List<TableView> allTables() {
        return Stream.of("jupiter", ProvisioningTest.LOCAL)
                .flatMap(keyspace -> world.catalog().tables(World.HERE, keyspace).stream())
                .toList();
    }

    private void assertStill(DesiredState desired) {
        world.emulator.calls().reset();
        operator.restart();
        assertThat(operator.settle(desired).plan().steps()).isEmpty();
        assertThat(world.emulator.calls().mutating()).isZero();
    }

    private static String spec(String keyspaces) {
        return Resources.SMALLEST.replace("amazonKeyspaces: {}", "amazonKeyspaces: {" + keyspaces + "}");
    }
}
