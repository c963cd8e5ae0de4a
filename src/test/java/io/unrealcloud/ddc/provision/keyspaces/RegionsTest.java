package io.unrealcloud.ddc.provision.keyspaces;

import static io.unrealcloud.ddc.provision.keyspaces.ProvisioningTest.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One keyspace in several Regions: who makes it, who only uses it, and who may delete it. */
class RegionsTest {

    static final String ALONE = Resources.SMALLEST;
    static final String PRIMARY = ALONE.replace(
            "amazonKeyspaces: {}",
            "amazonKeyspaces: {enableCrossRegionReplication: true, peerRegions: [eu-west-1], primaryRegion:"
                    + " us-east-1}");
    static final String SECONDARY =
            PRIMARY.replace("region: us-east-1\n", "region: eu-west-1\n").replace("[eu-west-1]", "[us-east-1]");
    private static final Scope EUROPE = World.HERE.in("eu-west-1");
    private static final String LOCAL_EUROPE = "jupiter_local_ddc_eu_west_1";

    private final World world = new World();
    private final Actor east = new Actor(world);
    private final Actor europe = new Actor(world);
    private final DesiredState primary = World.desired("uid-1", PRIMARY);
    private final DesiredState secondary = World.desired("uid-2", SECONDARY);

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void theSecondaryWaitsForThePrimaryAndOwnsOnlyItsLocalKeyspace() {
        Pass early = europe.pass(secondary);
        BackendReport report = Actor.report(secondary, early);
        assertThat(report.ready().reason()).isEqualTo(Reason.WaitingForPrimaryRegion);
        assertThat(report.ready().message()).contains("us-east-1");
        assertThat(world.catalog().keyspace(EUROPE, "jupiter")).isEmpty();
        assertThat(world.catalog().keyspace(EUROPE, LOCAL_EUROPE)).isPresent();

        east.settle(primary);
        Pass pass = europe.settle(secondary);
        assertThat(Actor.report(secondary, pass).schemaValid().isYes()).isTrue();
        assertThat(world.catalog().keyspace(EUROPE, "jupiter").orElseThrow().tags())
                .containsEntry(Tags.CLAIMED_BY, "games/ddc uid-2");
        assertThat(world.catalog().keyspace(EUROPE, LOCAL)).isEmpty();
        world.emulator.calls().reset();
        europe.restart();
        europe.settle(secondary);
        east.restart();
        east.settle(primary);
        assertThat(world.emulator.calls().mutating()).isZero();
    }

    @Test
    void thePrimaryCannotBeDeletedWhileAnotherRegionUsesTheKeyspace() {
        east.settle(primary);
        europe.settle(secondary);
        Pass pass = east.until(() -> east.delete(primary), Actor::settled);
        BackendReport report = Actor.report(primary, pass);
        assertThat(report.degraded().reason()).isEqualTo(Reason.SharedKeyspaceInUse);
        assertThat(report.degraded().message())
                .contains("eu-west-1: games/ddc uid-2")
                .contains("Retain");
        assertThat(world.tables("jupiter")).hasSize(15);

        europe.deleted(secondary);
        assertThat(world.catalog().keyspace(EUROPE, LOCAL_EUROPE)).isEmpty();
        assertThat(world.catalog().keyspace(EUROPE, "jupiter"))
                .as("is the primary's")
                .isPresent();
        east.deleted(primary);
        assertThat(world.catalog().keyspaces(World.HERE)).isEmpty();
        assertThat(world.catalog().keyspaces(EUROPE)).isEmpty();
    }

    @Test
    void releasingTheSecondaryWithdrawsItsClaim() {
        east.settle(primary);
        europe.settle(secondary);
        europe.released(secondary);
        assertThat(world.catalog().keyspace(EUROPE, "jupiter").orElseThrow().tags())
                .doesNotContainKey(Tags.CLAIMED_BY);
        assertThat(world.catalog().keyspace(EUROPE, LOCAL_EUROPE).orElseThrow().tags())
                .containsKey(Tags.RELEASED_AT);
        east.deleted(primary);
        assertThat(world.catalog().keyspaces(EUROPE))
                .extracting(keyspace -> keyspace.name())
                .containsExactly(LOCAL_EUROPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jupiter", "TerraformModule"})
    void aRegionIsAddedWithItsProgress(String profile) {
        DesiredState before = World.desired("uid-1", withProfile(ALONE, profile));
        DesiredState after = World.desired("uid-1", withProfile(PRIMARY, profile));
        east.settle(before);
        world.delay(Duration.ofMinutes(10), Delay.ADD_REGION);
        world.time.advance(Duration.ofSeconds(1));
        east.readAll(after);
        world.time.advance(Duration.ofMinutes(5));
        Pass pass = east.pass(after);
        BackendReport report = Actor.report(after, pass);
        assertThat(report.progressing().reason()).isEqualTo(Reason.AddingRegion);
        assertThat(report.progressing().message()).contains("eu-west-1").contains("%");
        assertThat(report.keyspaces().get(0).replicas())
                .anySatisfy(replica -> assertThat(replica.progress()).isPresent());

        Pass last = east.settle(after);
        assertThat(last.plan().steps()).isEmpty();
        assertThat(Actor.report(after, last).schemaValid().isYes())
                .as("%s", Actor.report(after, last).schemaValid())
                .isTrue();
        assertThat(world.catalog().tables(EUROPE, "jupiter")).hasSize(15);
        assertThat(world.emulator.calls().count("UpdateKeyspace")).isEqualTo(1);
    }

    @Test
    void theDatabaseStaysReadyWhileARegionIsAdded() {
        east.settle(World.desired("uid-1", ALONE));
        world.delay(Duration.ofMinutes(10), Delay.ADD_REGION);
        east.readAll(primary);
        world.time.advance(Duration.ofMinutes(1));
        assertThat(Actor.report(primary, east.pass(primary)).ready().isYes())
                .as("%s", Actor.report(primary, east.pass(primary)).ready())
                .isTrue();
    }

    @Test
    void aRegionTheResourceDoesNotNameIsSaidAndLeft() {
        east.settle(primary);
        DesiredState alone = World.desired("uid-1", ALONE);
        Pass pass = east.settle(alone);
        BackendReport report = Actor.report(alone, pass);
        assertThat(report.degraded().reason()).isEqualTo(Reason.SettingsDiffer);
        assertThat(report.degraded().message()).contains("eu-west-1").contains("peerRegions");
        assertThat(report.ready().isYes()).isTrue();
    }

    @Test
    void aDifferenceOnTheSecondaryIsACondition() {
        east.settle(primary);
        DesiredState other = World.desired(
                "uid-2",
                SECONDARY.replace(
                        "amazonKeyspaces: {",
                        "amazonKeyspaces: {currentRegion: {billingMode: PROVISIONED, provisioned: {readUnits: 5,"
                                + " writeUnits: 5}, autoScaling: {read: {min: 5, max: 9}, write: {min: 5, max: 9}}},"));
        Pass pass = europe.settle(other);
        assertThat(Actor.report(other, pass).degraded().reason()).isEqualTo(Reason.SettingsDiffer);
        assertThat(Actor.report(other, pass).degraded().message()).contains("us-east-1");
    }

    @Test
    void recoveryIsEachRegionsOwn() {
        east.settle(primary);
        DesiredState recovering = World.desired(
                "uid-2",
                SECONDARY.replace(
                        "amazonKeyspaces: {", "amazonKeyspaces: {currentRegion: {pointInTimeRecovery: true},"));
        europe.settle(recovering);
        assertThat(world.catalog().tables(EUROPE, "jupiter"))
                .allMatch(table -> table.settings().pointInTimeRecovery());
        assertThat(world.catalog().tables(World.HERE, "jupiter"))
                .noneMatch(table -> table.settings().pointInTimeRecovery());
    }

    @Test
    void terraformModuleSharesItsTablesInAThirdKeyspace() {
        DesiredState terraform = World.desired("uid-1", withProfile(PRIMARY, "TerraformModule"));
        Pass pass = east.settle(terraform);
        assertThat(Actor.report(terraform, pass).schemaValid().isYes()).isTrue();
        assertThat(world.tables("jupiter_local_ddc_global")).hasSize(4);
        assertThat(world.catalog().tables(EUROPE, "jupiter_local_ddc_global")).hasSize(4);
        assertThat(world.tables(LOCAL)).hasSize(5);
    }

    private static String withProfile(String spec, String profile) {
        return spec.replace("database: {", "database: {schema: {profile: %s}, ".formatted(profile));
    }
}
