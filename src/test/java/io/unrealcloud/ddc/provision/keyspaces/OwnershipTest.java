package io.unrealcloud.ddc.provision.keyspaces;

import static io.unrealcloud.ddc.provision.keyspaces.ProvisioningTest.LOCAL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose keyspaces are: what is another's stays as it is, what was let go comes back, what shall be taken over is. */
class OwnershipTest {

    private static final String ADOPTING = Resources.SMALLEST.replace(
            "amazonKeyspaces: {}", "amazonKeyspaces: {}, adopt: {keyspaces: [jupiter, %s]}".formatted(LOCAL));

    private final World world = new World();
    private final Actor operator = new Actor(world);
    private final DesiredState first = World.desired("uid-1", Resources.SMALLEST);
    private final DesiredState second = World.desired("uid-2", Resources.SMALLEST);

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void everythingCarriesItsOwner() {
        operator.settle(first);
        Map<String, String> tags = first.owner().tags(Origin.CREATED);
        assertThat(world.catalog().keyspace(World.HERE, "jupiter").orElseThrow().tags())
                .containsAllEntriesOf(tags)
                .containsEntry(Tags.PROVISIONED, "Jupiter/1/STANDARD");
        assertThat(world.catalog().tables(World.HERE, LOCAL))
                .allSatisfy(table -> assertThat(table.tags()).isEqualTo(tags));
    }

    @Test
    void whatWasReleasedIsClaimedByTheNextOfTheSameName() {
        operator.settle(first);
        operator.released(first);
        assertThat(world.catalog().keyspace(World.HERE, "jupiter").orElseThrow().tags())
                .containsKey(Tags.RELEASED_AT);

        Pass pass = operator.settle(second);
        assertThat(Actor.report(second, pass).schemaValid().isYes()).isTrue();
        assertThat(world.catalog().keyspace(World.HERE, "jupiter").orElseThrow().tags())
                .doesNotContainKey(Tags.RELEASED_AT)
                .containsEntry(Tags.UID, "uid-2")
                .containsEntry(Tags.ORIGIN, "created");
        assertThat(world.emulator.calls().count("CreateTable")).isEqualTo(20);
    }

    @Test
    void originStaysAdoptedOverReleaseAndClaim() {
        operator.settle(first);
        Untag.keyspaces(world, "jupiter", LOCAL);
        DesiredState adopter = World.desired("uid-2", ADOPTING);
        operator.settle(adopter);
        assertThat(world.catalog().keyspace(World.HERE, LOCAL).orElseThrow().tags())
                .containsEntry(Tags.ORIGIN, "adopted");
        operator.released(adopter);
        operator.settle(World.desired("uid-3", Resources.SMALLEST));
        assertThat(world.catalog().keyspace(World.HERE, LOCAL).orElseThrow().tags())
                .containsEntry(Tags.ORIGIN, "adopted")
                .containsEntry(Tags.UID, "uid-3");
    }

    @Test
    void releasedAgainIsReleasedOnce() {
        operator.settle(first);
        operator.released(first);
        world.emulator.calls().reset();
        operator.released(first);
        operator.restart();
        operator.released(first);
        assertThat(world.emulator.calls().mutating()).isZero();
    }

    @Test
    void whatWasReleasedWithAnotherSchemaIsNotClaimed() {
        operator.settle(first);
        operator.released(first);
        world.catalog().deleteTable(World.HERE, "jupiter", "objects");
        world.catalog()
                .createTable(World.HERE, new NewTable("jupiter", "objects", Strangers.SCHEMA, TableSettings.DEFAULTS));
        BackendReport report = Actor.report(second, operator.settle(second));
        assertThat(report.ready().reason()).isEqualTo(Reason.AdoptionRequired);
        assertThat(report.ready().message())
                .contains("its schema has changed since")
                .contains("objects");
    }

    @Test
    void aLossWhileReleasedIsALossForTheNext() {
        operator.settle(first);
        operator.released(first);
        world.catalog().deleteTable(World.HERE, "jupiter", "objects");
        BackendReport report = Actor.report(second, operator.settle(second));
        assertThat(report.ready().reason()).isEqualTo(Reason.DataLost);
    }

    @Test
    void aPredecessorThatNeverLetGoNeedsAdoption() {
        operator.settle(first);
        BackendReport report = Actor.report(second, operator.settle(second));
        assertThat(report.ready().reason()).isEqualTo(Reason.AdoptionRequired);
        assertThat(report.ready().message())
                .contains("earlier resource of this name")
                .contains("spec.database.adopt.keyspaces: [jupiter]");

        DesiredState adopter = World.desired("uid-2", ADOPTING);
        assertThat(Actor.report(adopter, operator.settle(adopter)).schemaValid().isYes())
                .isTrue();
        assertThat(world.catalog()
                        .table(World.HERE, "jupiter", "objects")
                        .orElseThrow()
                        .tags())
                .containsEntry(Tags.UID, "uid-2");
    }

    @Test
    void aKeyspaceNobodyTaggedNeedsAdoption() {
        world.catalog().createKeyspace(World.HERE, "jupiter", Replication.SINGLE, Map.of("team", "core"));
        BackendReport report = Actor.report(first, operator.settle(first));
        assertThat(report.ready().reason()).isEqualTo(Reason.AdoptionRequired);
        assertThat(report.ready().message()).contains("was not made by this operator");
        assertThat(world.tables("jupiter")).isEmpty();

        DesiredState adopter = World.desired("uid-1", ADOPTING);
        assertThat(Actor.report(adopter, operator.settle(adopter)).schemaValid().isYes())
                .isTrue();
        assertThat(world.catalog().keyspace(World.HERE, "jupiter").orElseThrow().tags())
                .containsEntry("team", "core")
                .containsEntry(Tags.ORIGIN, "adopted");
    }

    @Test
    void anothersKeyspaceIsNeverTouchedEvenIfAdoptNamesIt() {
        Map<String, String> other = new Owner(
                        Resources.ACCOUNT.clusterArn("us-east-1", "games"), "other", "ddc", "uid-9")
                .tags(Origin.CREATED);
        world.catalog().createKeyspace(World.HERE, "jupiter", Replication.SINGLE, other);
        JsonNode before = world.dump("jupiter");
        DesiredState adopter = World.desired("uid-1", ADOPTING);
        BackendReport report = Actor.report(adopter, operator.settle(adopter));
        assertThat(report.ready().reason()).isEqualTo(Reason.AdoptionRequired);
        assertThat(report.ready().message()).contains("other/ddc");
        operator.deleted(adopter);
        assertThat(world.dump("jupiter")).isEqualTo(before);
        assertThat(world.catalog().keyspace(World.HERE, LOCAL)).isEmpty();
    }

    @Test
    void whatAnotherReleasedNeedsAdoption() {
        Map<String, String> other = new java.util.HashMap<>(
                new Owner(Resources.ACCOUNT.clusterArn("us-east-1", "games"), "other", "ddc", "uid-9")
                        .tags(Origin.CREATED));
        other.put(Tags.RELEASED_AT, "2026-01-01T00:00:00Z");
        world.catalog().createKeyspace(World.HERE, "jupiter", Replication.SINGLE, other);
        assertThat(Actor.report(first, operator.settle(first)).ready().message())
                .contains("was released by other/ddc")
                .contains("adopt");
        DesiredState adopter = World.desired("uid-1", ADOPTING);
        assertThat(Actor.report(adopter, operator.settle(adopter)).ready().isYes())
                .isTrue();
    }

    @Test
    void aTakenKeyspaceIsNoticedToBeFreeWithinMinutes() {
        operator.settle(first);
        operator.settle(second);
        Actor predecessor = new Actor(world);
        predecessor.released(first);
        java.time.Instant begin = world.time.now();
        operator.until(() -> operator.pass(second), pass -> pass.plan().isEmpty());
        assertThat(Duration.between(begin, world.time.now())).isLessThanOrEqualTo(Duration.ofMinutes(11));
    }

    /** Between the look that found nothing and the creation, somebody else was faster. */
    @Test
    void aKeyspaceAnotherMadeJustBeforeIsNotTaken() {
        world.delay(Duration.ofSeconds(20), io.unrealcloud.ddc.sandbox.keyspaces.Delay.KEYSPACE_NOT_FOUND_LAG);
        Map<String, String> other = new Owner(
                        Resources.ACCOUNT.clusterArn("us-east-1", "games"), "other", "ddc", "uid-9")
                .tags(Origin.CREATED);
        world.aws
                .keyspaces("us-east-1")
                .createKeyspace(
                        new io.unrealcloud.ddc.aws.keyspaces.NewKeyspace("jupiter", java.util.List.of(), other));
        JsonNode before = world.dump("jupiter");
        BackendReport report = Actor.report(first, operator.settle(first));
        assertThat(report.ready().reason()).isEqualTo(Reason.AdoptionRequired);
        assertThat(report.ready().message()).contains("other/ddc");
        operator.deleted(first);
        assertThat(world.dump("jupiter")).isEqualTo(before);
    }
}
