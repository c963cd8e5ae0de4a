package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.column;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.multiRegion;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.GetTableResponse;
import software.amazon.awssdk.services.keyspaces.model.ReplicaSpecification;
import software.amazon.awssdk.services.keyspaces.model.ReplicaSpecificationSummary;
import software.amazon.awssdk.services.keyspaces.model.ReplicationGroupStatus;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.Rs;
import software.amazon.awssdk.services.keyspaces.model.Tag;
import software.amazon.awssdk.services.keyspaces.model.UpdateKeyspaceRequest;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Keyspaces in several Regions. */
class MultiRegionTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient east = emulated.client();
    private final KeyspacesClient west = emulated.client("us-west-2");

    @AfterEach
    void stop() {
        emulated.close();
    }

    private void create() {
        east.createKeyspace(multiRegion("jupiter", "us-east-1", "us-west-2"));
    }

    private static UpdateKeyspaceRequest.Builder toRegions(UpdateKeyspaceRequest.Builder request, String... regions) {
        return request.keyspaceName("jupiter").replicationSpecification(s -> s.replicationStrategy(Rs.MULTI_REGION)
                .regionList(regions));
    }

    private List<ReplicationGroupStatus> statuses() {
        return east.getKeyspace(r -> r.keyspaceName("jupiter")).replicationGroupStatuses();
    }

    private static GetTableResponse shownIn(KeyspacesClient client, String name) {
        return client.getTable(r -> r.keyspaceName("jupiter").tableName(name));
    }

    @Test
    void isThereInEveryRegion() {
        emulated.slow(Delay.CREATE_KEYSPACE);
        create();
        assertThat(statuses())
                .extracting(
                        ReplicationGroupStatus::region,
                        ReplicationGroupStatus::keyspaceStatusAsString,
                        ReplicationGroupStatus::tablesReplicationProgress)
                .containsExactly(tuple("us-east-1", "CREATING", null), tuple("us-west-2", "CREATING", null));
        assertThatThrownBy(() -> east.createTable(table("jupiter", "objects").build()))
                .isInstanceOf(ResourceNotFoundException.class);
        emulated.tenSecondsLater();
        assertThat(statuses())
                .extracting(ReplicationGroupStatus::keyspaceStatusAsString)
                .containsOnly("ACTIVE");
        assertThat(west.getKeyspace(r -> r.keyspaceName("jupiter")).resourceArn())
                .isEqualTo("arn:aws:cassandra:us-west-2:111122223333:/keyspace/jupiter/");
        east.createType(type("jupiter", "point", "x int").build());
        east.createTable(table("jupiter", "objects", "p point").build());
        assertThat(west.listTypes(r -> r.keyspaceName("jupiter")).types()).containsExactly("point");
        GetTableResponse there = shownIn(west, "objects");
        assertThat(there.resourceArn()).contains("us-west-2");
        assertThat(there.clientSideTimestamps().statusAsString()).isEqualTo("ENABLED");
        assertThat(there.replicaSpecifications())
                .extracting(ReplicaSpecificationSummary::region, ReplicaSpecificationSummary::statusAsString)
                .containsExactly(tuple("us-east-1", "ACTIVE"), tuple("us-west-2", "ACTIVE"));
    }

    @Test
    void needsARegionListWithTheCalledRegion() {
        assertThatThrownBy(() -> east.createKeyspace(r -> r.keyspaceName("jupiter")
                        .replicationSpecification(s -> s.replicationStrategy(Rs.MULTI_REGION))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("us-east-1");
        assertThatThrownBy(() -> east.createKeyspace(multiRegion("jupiter", "us-west-2", "eu-west-1")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("us-east-1");
        assertThatThrownBy(() -> east.createKeyspace(multiRegion("jupiter", "us-east-1")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> east.createKeyspace(multiRegion("jupiter", "us-east-1", "us-east-1")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> east.createKeyspace(r -> r.keyspaceName("jupiter")
                        .replicationSpecification(
                                s -> s.replicationStrategy(Rs.SINGLE_REGION).regionList("us-east-1", "us-west-2"))))
                .isInstanceOf(ValidationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-north-1", "us-gov-west-1", "mars-north-1"})
    void spansCommercialRegionsOnly(String region) {
        assertThatThrownBy(() -> east.createKeyspace(multiRegion("jupiter", "us-east-1", region)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("eu-central-1");
    }

    @Test
    void takesTheNameInEveryRegion() {
        west.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(this::create).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> east.getKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void goesFromEveryRegion() {
        create();
        east.createTable(table("jupiter", "objects").build());
        west.deleteKeyspace(r -> r.keyspaceName("jupiter"));
        assertThatThrownBy(() -> east.getKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> shownIn(west, "objects")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void growsTableByTable() {
        east.createKeyspace(r -> r.keyspaceName("jupiter")
                .tags(Tag.builder().key("owner").value("studio").build()));
        for (String name : List.of("a", "b", "c", "d")) {
            east.createTable(table("jupiter", name)
                    .clientSideTimestamps(t -> t.status("ENABLED"))
                    .tags(Tag.builder().key("table").value(name).build())
                    .build());
        }
        emulated.slow(Delay.ADD_REGION);
        east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2"));
        assertThat(statuses())
                .extracting(
                        ReplicationGroupStatus::region,
                        ReplicationGroupStatus::keyspaceStatusAsString,
                        ReplicationGroupStatus::tablesReplicationProgress)
                .containsExactly(tuple("us-east-1", "UPDATING", null), tuple("us-west-2", "CREATING", "0.00%"));
        emulated.time.advance(Duration.ofSeconds(6));
        assertThat(statuses().getLast().tablesReplicationProgress()).isEqualTo("50.00%");
        assertThat(shownIn(west, "a").statusAsString()).isEqualTo("ACTIVE");
        assertThat(shownIn(west, "d").statusAsString()).isEqualTo("CREATING");
        assertThat(shownIn(east, "d").replicaSpecifications())
                .extracting(ReplicaSpecificationSummary::statusAsString)
                .containsExactly("ACTIVE", "CREATING");
        emulated.tenSecondsLater();
        assertThat(statuses())
                .extracting(
                        ReplicationGroupStatus::keyspaceStatusAsString,
                        ReplicationGroupStatus::tablesReplicationProgress)
                .containsOnly(tuple("ACTIVE", null));
        assertThat(shownIn(west, "d").statusAsString()).isEqualTo("ACTIVE");
        assertThat(tags(east, "")).containsExactly("studio");
        assertThat(tags(west, "")).isEmpty();
        assertThat(tags(west, "table/a")).isEmpty();
    }

    private List<String> tags(KeyspacesClient client, String suffix) {
        String arn = client.getKeyspace(r -> r.keyspaceName("jupiter")).resourceArn() + suffix;
        return client.listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
                .map(Tag::value)
                .toList();
    }

    @Test
    void nothingElseChangesWhileItGrows() {
        east.createKeyspace(keyspace("jupiter"));
        emulated.slow(Delay.ADD_REGION);
        east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2"));
        assertThatThrownBy(() -> east.createTable(table("jupiter", "a").build()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> east.createType(type("jupiter", "a", "x int").build()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2", "eu-west-1")))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> east.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        west.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2", "eu-west-1"));
    }

    @Test
    void growsOnlyWhenQuiet() {
        east.createKeyspace(keyspace("jupiter"));
        emulated.slow(Delay.CREATE_TABLE);
        east.createTable(table("jupiter", "a")
                .clientSideTimestamps(t -> t.status("ENABLED"))
                .build());
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2")))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2"));
    }

    @Test
    void growsOnlyWithClientSideTimestamps() {
        east.createKeyspace(keyspace("jupiter"));
        east.createTable(table("jupiter", "a").build());
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("client-side timestamps");
        east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2").clientSideTimestamps(t -> t.status("ENABLED")));
        assertThat(shownIn(west, "a").clientSideTimestamps().statusAsString()).isEqualTo("ENABLED");
    }

    @Test
    void growsOnlyWithTheAwsOwnedKey() {
        east.createKeyspace(keyspace("jupiter"));
        east.createTable(table("jupiter", "a")
                .clientSideTimestamps(t -> t.status("ENABLED"))
                .encryptionSpecification(
                        e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyIdentifier(TableSettingsTest.KMS_KEY))
                .build());
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Customer managed");
    }

    @Test
    void neverShrinks() {
        create();
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "eu-west-1")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("us-west-2 cannot be removed");
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> east.updateKeyspace(r -> r.keyspaceName("jupiter")
                        .replicationSpecification(s -> s.replicationStrategy(Rs.SINGLE_REGION))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void newRegionMustBeFree() {
        create();
        emulated.client("eu-west-1").createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> east.updateKeyspace(r -> toRegions(r, "us-east-1", "us-west-2", "eu-west-1")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void refusesOwnKeysAndLaterTimeToLive() {
        create();
        assertThatThrownBy(() -> east.createTable(table("jupiter", "a")
                        .encryptionSpecification(
                                e -> e.type("CUSTOMER_MANAGED_KMS_KEY").kmsKeyIdentifier(TableSettingsTest.KMS_KEY))
                        .build()))
                .isInstanceOf(ValidationException.class);
        east.createTable(table("jupiter", "ttl").ttl(t -> t.status("ENABLED")).build());
        assertThat(shownIn(west, "ttl").ttl().statusAsString()).isEqualTo("ENABLED");
        east.createTable(table("jupiter", "a").build());
        assertThatThrownBy(() -> east.updateTable(
                        r -> r.keyspaceName("jupiter").tableName("a").ttl(t -> t.status("ENABLED"))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> east.updateTable(
                        r -> r.keyspaceName("jupiter").tableName("ttl").defaultTimeToLive(60)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void readCapacityMayDifferByRegion() {
        create();
        assertThatThrownBy(() -> east.createTable(table("jupiter", "a")
                        .replicaSpecifications(replica("us-west-2", 5L))
                        .build()))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> east.createTable(table("jupiter", "a")
                        .replicaSpecifications(replica("eu-west-1", null))
                        .build()))
                .isInstanceOf(ValidationException.class);
        east.createTable(table("jupiter", "onDemand")
                .replicaSpecifications(replica("us-west-2", null))
                .build());
        east.createTable(table("jupiter", "a")
                .capacitySpecification(c ->
                        c.throughputMode("PROVISIONED").readCapacityUnits(5L).writeCapacityUnits(6L))
                .replicaSpecifications(replica("us-west-2", 7L))
                .build());
        assertThat(shownIn(east, "a").capacitySpecification().readCapacityUnits())
                .isEqualTo(5);
        assertThat(shownIn(west, "a").capacitySpecification().readCapacityUnits())
                .isEqualTo(7);
        assertThat(shownIn(east, "a").replicaSpecifications())
                .extracting(r -> r.capacitySpecification().readCapacityUnits(), r -> r.capacitySpecification()
                        .writeCapacityUnits())
                .containsExactly(tuple(5L, 6L), tuple(7L, 6L));
        east.updateTable(r -> r.keyspaceName("jupiter").tableName("a").replicaSpecifications(replica("us-west-2", 9L)));
        assertThat(shownIn(west, "a").capacitySpecification().readCapacityUnits())
                .isEqualTo(9);
    }

    private static ReplicaSpecification replica(String region, Long units) {
        return ReplicaSpecification.builder()
                .region(region)
                .readCapacityUnits(units)
                .build();
    }

    @Test
    void someThingsAreEachRegionsOwn() {
        create();
        east.createTable(table("jupiter", "a")
                .tags(Tag.builder().key("k").value("v").build())
                .build());
        assertThat(tags(west, "table/a")).containsExactly("v");
        west.updateTable(r -> r.keyspaceName("jupiter").tableName("a").pointInTimeRecovery(p -> p.status("ENABLED")));
        assertThat(shownIn(west, "a").pointInTimeRecovery().statusAsString()).isEqualTo("ENABLED");
        assertThat(shownIn(east, "a").pointInTimeRecovery().statusAsString()).isEqualTo("DISABLED");
        east.updateTable(r -> r.keyspaceName("jupiter").tableName("a").addColumns(column("more int")));
        assertThat(shownIn(west, "a").schemaDefinition().allColumns()).hasSize(3);
        west.tagResource(r -> r.resourceArn(shownIn(west, "a").resourceArn())
                .tags(Tag.builder().key("k2").value("v2").build()));
        assertThat(tags(west, "table/a")).containsExactly("v", "v2");
        assertThat(tags(east, "table/a")).containsExactly("v");
    }
}
