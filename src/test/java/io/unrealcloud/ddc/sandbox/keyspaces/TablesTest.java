package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.column;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.CapacitySpecificationSummary;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.GetTableResponse;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.StaticColumn;
import software.amazon.awssdk.services.keyspaces.model.TableStatus;
import software.amazon.awssdk.services.keyspaces.model.TableSummary;
import software.amazon.awssdk.services.keyspaces.model.ThroughputMode;
import software.amazon.awssdk.services.keyspaces.model.UpdateTableRequest;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Tables through their life, in a single-Region keyspace. */
class TablesTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @BeforeEach
    void keyspaceThere() {
        client.createKeyspace(keyspace("jupiter"));
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    private GetTableResponse shown() {
        return client.getTable(r -> r.keyspaceName("jupiter").tableName("objects"));
    }

    @Test
    void comesIntoBeingAndShowsWhatItWasMadeOf() {
        String arn = client.createTable(table("jupiter", "objects", "s text", "m map<text,frozen<set<blob>>>")
                        .schemaDefinition(d -> d.allColumns(
                                        column("id text"),
                                        column("at timeuuid"),
                                        column("s TEXT"),
                                        column("m map<text,frozen<set<blob>>>"))
                                .partitionKeys(Requests.schema().build().partitionKeys())
                                .clusteringKeys(Requests.schema().build().clusteringKeys())
                                .staticColumns(StaticColumn.builder().name("s").build()))
                        .comment(c -> c.message("all objects"))
                        .build())
                .resourceArn();
        GetTableResponse shown = shown();
        assertThat(shown.resourceArn())
                .isEqualTo(arn)
                .isEqualTo("arn:aws:cassandra:us-east-1:111122223333:/keyspace/jupiter/table/objects");
        assertThat(shown.status()).isEqualTo(TableStatus.ACTIVE);
        assertThat(shown.comment().message()).isEqualTo("all objects");
        assertThat(shown.schemaDefinition().allColumns())
                .containsExactly(
                        column("id text"),
                        column("at timeuuid"),
                        column("s text"),
                        column("m map<text, frozen<set<blob>>>"));
        assertThat(shown.schemaDefinition().staticColumns())
                .extracting(StaticColumn::name)
                .containsExactly("s");
        assertThat(shown.schemaDefinition().clusteringKeys())
                .singleElement()
                .satisfies(k -> assertThat(k.orderByAsString()).isEqualTo("DESC"));
        assertThat(shown.creationTimestamp()).isBetween(emulated.time.now().minusSeconds(1), emulated.time.now());
        assertThat(shown.capacitySpecification().throughputMode()).isEqualTo(ThroughputMode.PAY_PER_REQUEST);
        assertThat(shown.encryptionSpecification().typeAsString()).isEqualTo("AWS_OWNED_KMS_KEY");
        assertThat(shown.pointInTimeRecovery().statusAsString()).isEqualTo("DISABLED");
        assertThat(shown.ttl()).isNull();
        assertThat(shown.clientSideTimestamps()).isNull();
        assertThat(shown.defaultTimeToLive()).isZero();
    }

    @Test
    void isCreatingBeforeItIsActive() {
        emulated.slow(Delay.CREATE_TABLE);
        client.createTable(table("jupiter", "objects").build());
        assertThat(shown().status()).isEqualTo(TableStatus.CREATING);
        emulated.time.advance(Duration.ofSeconds(9));
        assertThat(shown().status()).isEqualTo(TableStatus.CREATING);
        emulated.time.advance(Duration.ofSeconds(1));
        assertThat(shown().status()).isEqualTo(TableStatus.ACTIVE);
    }

    @Test
    void cannotBeChangedBeforeItIsActive() {
        emulated.slow(Delay.CREATE_TABLE);
        client.createTable(table("jupiter", "objects").build());
        assertThatThrownBy(() -> client.createTable(table("jupiter", "objects").build()))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> update(r -> r.defaultTimeToLive(5))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(this::delete).isInstanceOf(ConflictException.class);
    }

    @Test
    void needsItsKeyspace() {
        assertThatThrownBy(() -> client.createTable(table("nowhere", "objects").build()))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.listTables(r -> r.keyspaceName("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void isListedByName() {
        client.createTable(table("jupiter", "b").build());
        client.createTable(table("jupiter", "a").build());
        assertThat(client.listTables(r -> r.keyspaceName("jupiter")).tables())
                .extracting(TableSummary::tableName)
                .containsExactly("a", "b");
    }

    @Test
    void isDeletingBeforeItIsGone() {
        emulated.slow(Delay.DELETE_TABLE);
        client.createTable(table("jupiter", "objects").build());
        delete();
        assertThat(shown().status()).isEqualTo(TableStatus.DELETING);
        delete();
        assertThatThrownBy(() -> update(r -> r.defaultTimeToLive(5))).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> client.createTable(table("jupiter", "objects").build()))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        assertThatThrownBy(this::shown).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(this::delete).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void stillReadsActiveForAMomentAfterAChange() {
        emulated.slow(Delay.UPDATE_TABLE, Delay.DELETE_TABLE);
        emulated.emulator.knobs().delay(Delay.STATUS_LAG, Duration.ofSeconds(2));
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.defaultTimeToLive(5));
        assertThat(shown().status()).isEqualTo(TableStatus.ACTIVE);
        assertThat(shown().defaultTimeToLive()).isZero();
        emulated.time.advance(Duration.ofSeconds(2));
        assertThat(shown().status()).isEqualTo(TableStatus.UPDATING);
        emulated.tenSecondsLater();
        assertThat(shown().defaultTimeToLive()).isEqualTo(5);
        delete();
        assertThat(shown().status()).isEqualTo(TableStatus.ACTIVE);
        emulated.time.advance(Duration.ofSeconds(2));
        assertThat(shown().status()).isEqualTo(TableStatus.DELETING);
    }

    @Test
    void takesOneUpdateAtATime() {
        emulated.slow(Delay.UPDATE_TABLE);
        client.createTable(table("jupiter", "objects").build());
        update(r -> r.defaultTimeToLive(5));
        assertThatThrownBy(() -> update(r -> r.defaultTimeToLive(6))).isInstanceOf(ConflictException.class);
        assertThatThrownBy(this::delete).isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        update(r -> r.defaultTimeToLive(6));
    }

    @Test
    void takesOneKindOfSettingPerUpdate() {
        client.createTable(table("jupiter", "objects").build());
        assertThatThrownBy(() -> update(r -> r.defaultTimeToLive(5).ttl(t -> t.status("ENABLED"))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("one kind");
        assertThatThrownBy(
                        () -> update(r -> r.addColumns(column("n int")).pointInTimeRecovery(p -> p.status("ENABLED"))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> update(r -> {})).isInstanceOf(ValidationException.class);
        update(r -> r.capacitySpecification(c ->
                        c.throughputMode("PROVISIONED").readCapacityUnits(5L).writeCapacityUnits(5L))
                .autoScalingSpecification(a -> a.writeCapacityAutoScaling(TableSettingsTest.scaling(1, 10, 70))));
    }

    @Test
    void getsColumnsButLosesNone() {
        client.createTable(table("jupiter", "objects", "a int").build());
        update(r -> r.addColumns(column("b set<text>"), column("c frozen<list<int>>")));
        assertThat(shown().schemaDefinition().allColumns())
                .extracting(c -> c.name() + " " + c.type())
                .containsExactly("id text", "at timeuuid", "a int", "b set<text>", "c frozen<list<int>>");
        assertThatThrownBy(() -> update(r -> r.addColumns(column("a text")))).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> update(r -> r.addColumns(column("d nothing"))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> update(r -> r.addColumns(column("d counter"))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void rememberWhenItWentOnDemand() {
        client.createTable(table("jupiter", "objects")
                .capacitySpecification(c ->
                        c.throughputMode("PROVISIONED").readCapacityUnits(7L).writeCapacityUnits(8L))
                .build());
        CapacitySpecificationSummary provisioned = shown().capacitySpecification();
        assertThat(provisioned.readCapacityUnits()).isEqualTo(7);
        assertThat(provisioned.writeCapacityUnits()).isEqualTo(8);
        assertThat(provisioned.lastUpdateToPayPerRequestTimestamp()).isNull();
        emulated.tenSecondsLater();
        update(r -> r.capacitySpecification(c -> c.throughputMode("PAY_PER_REQUEST")));
        CapacitySpecificationSummary onDemand = shown().capacitySpecification();
        assertThat(onDemand.readCapacityUnits()).isNull();
        assertThat(onDemand.lastUpdateToPayPerRequestTimestamp())
                .isBetween(emulated.time.now().minusMillis(1), emulated.time.now());
    }

    private void update(Consumer<UpdateTableRequest.Builder> change) {
        client.updateTable(r -> change.accept(r.keyspaceName("jupiter").tableName("objects")));
    }

    private void delete() {
        client.deleteTable(r -> r.keyspaceName("jupiter").tableName("objects"));
    }
}
