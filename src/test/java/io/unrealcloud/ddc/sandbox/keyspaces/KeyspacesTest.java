package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.GetKeyspaceResponse;
import software.amazon.awssdk.services.keyspaces.model.KeyspaceSummary;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.Rs;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Keyspaces in one Region. */
class KeyspacesTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @AfterEach
    void stop() {
        emulated.close();
    }

    @Test
    void comesIntoBeingAndIsShown() {
        String arn = client.createKeyspace(keyspace("jupiter")).resourceArn();
        GetKeyspaceResponse shown = client.getKeyspace(r -> r.keyspaceName("jupiter"));
        assertThat(arn).isEqualTo("arn:aws:cassandra:us-east-1:111122223333:/keyspace/jupiter/");
        assertThat(shown.resourceArn()).isEqualTo(arn);
        assertThat(shown.replicationStrategy()).isEqualTo(Rs.SINGLE_REGION);
        assertThat(shown.replicationRegions()).containsExactly("us-east-1");
        assertThat(shown.hasReplicationGroupStatuses()).isFalse();
    }

    @Test
    void isListedBesideTheSystemKeyspaces() {
        client.createKeyspace(keyspace("jupiter"));
        assertThat(client.listKeyspaces(r -> {}).keyspaces())
                .extracting(KeyspaceSummary::keyspaceName)
                .containsExactly("jupiter", "system", "system_multiregion_info", "system_schema", "system_schema_mcs");
    }

    @Test
    void belongsToItsAccountAndRegion() {
        client.createKeyspace(keyspace("jupiter"));
        emulated.client("eu-west-1").createKeyspace(keyspace("jupiter"));
        emulated.otherAccount().createKeyspace(keyspace("jupiter"));
        client.deleteKeyspace(r -> r.keyspaceName("jupiter"));
        assertThat(emulated.client("eu-west-1")
                        .getKeyspace(r -> r.keyspaceName("jupiter"))
                        .resourceArn())
                .contains("eu-west-1");
        assertThat(emulated.otherAccount()
                        .getKeyspace(r -> r.keyspaceName("jupiter"))
                        .resourceArn())
                .contains("444455556666");
    }

    @Test
    void cannotBeCreatedTwice() {
        client.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("jupiter"))).isInstanceOf(ConflictException.class);
    }

    @Test
    void cannotBeCreatedTwiceAlsoWhileItIsBeingCreated() {
        emulated.slow(Delay.CREATE_KEYSPACE);
        client.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("jupiter"))).isInstanceOf(ConflictException.class);
    }

    @Test
    void isNotFoundUntilItIsThere() {
        emulated.slow(Delay.CREATE_KEYSPACE);
        client.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> client.getKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(client.listKeyspaces(r -> {}).keyspaces())
                .extracting(KeyspaceSummary::keyspaceName)
                .doesNotContain("jupiter");
        assertThatThrownBy(() -> client.createTable(table("jupiter", "objects").build()))
                .isInstanceOf(ResourceNotFoundException.class);
        emulated.tenSecondsLater();
        assertThat(client.getKeyspace(r -> r.keyspaceName("jupiter")).keyspaceName())
                .isEqualTo("jupiter");
    }

    @Test
    void readsTrailBehindItsCreation() {
        emulated.emulator.knobs().delay(Delay.KEYSPACE_NOT_FOUND_LAG, Duration.ofSeconds(3));
        client.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> client.getKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ResourceNotFoundException.class);
        emulated.time.advance(Duration.ofSeconds(3));
        assertThat(client.getKeyspace(r -> r.keyspaceName("jupiter")).keyspaceName())
                .isEqualTo("jupiter");
    }

    @Test
    void goesWithItsTablesAndTypes() {
        client.createKeyspace(keyspace("jupiter"));
        client.createType(type("jupiter", "point", "x int").build());
        client.createTable(table("jupiter", "objects", "p frozen<point>").build());
        emulated.slow(Delay.DELETE_KEYSPACE);
        client.deleteKeyspace(r -> r.keyspaceName("jupiter"));
        assertThat(client.getTable(r -> r.keyspaceName("jupiter").tableName("objects"))
                        .statusAsString())
                .isEqualTo("DELETING");
        emulated.tenSecondsLater();
        assertThatThrownBy(() -> client.getKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ResourceNotFoundException.class);
        client.createKeyspace(keyspace("jupiter"));
        assertThat(client.listTables(r -> r.keyspaceName("jupiter")).tables()).isEmpty();
        assertThat(client.listTypes(r -> r.keyspaceName("jupiter")).types()).isEmpty();
    }

    @Test
    void isKeptWhenNotEmptyWhereTheServiceIsSetSo() {
        emulated.emulator.knobs().nonEmptyKeyspaceDeleteRefused(true);
        client.createKeyspace(keyspace("jupiter"));
        client.createTable(table("jupiter", "objects").build());
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ConflictException.class);
        client.deleteTable(r -> r.keyspaceName("jupiter").tableName("objects"));
        client.deleteKeyspace(r -> r.keyspaceName("jupiter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE_TABLE", "DELETE_TABLE"})
    void isKeptWhileATableIsBeingChanged(Delay delay) {
        client.createKeyspace(keyspace("jupiter"));
        emulated.slow(delay);
        client.createTable(table("jupiter", "objects").build());
        if (delay == Delay.DELETE_TABLE) {
            client.deleteTable(r -> r.keyspaceName("jupiter").tableName("objects"));
        }
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        client.deleteKeyspace(r -> r.keyspaceName("jupiter"));
    }

    @Test
    void cannotBeDeletedWhileItIsCreatedOrDeleted() {
        emulated.slow(Delay.CREATE_KEYSPACE, Delay.DELETE_KEYSPACE);
        client.createKeyspace(keyspace("jupiter"));
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        client.deleteKeyspace(r -> r.keyspaceName("jupiter"));
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void mustExistToBeDeleted() {
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("jupiter")))
                .isInstanceOfSatisfying(ResourceNotFoundException.class, e -> assertThat(e.resourceArn())
                        .endsWith(":/keyspace/jupiter/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"_a", "a-b", "a.b", "system", "system_schema", "System_Auth", "system_schema_mcs"})
    void needsAValidName(String name) {
        assertThatThrownBy(() -> client.createKeyspace(keyspace(name))).isInstanceOf(ValidationException.class);
    }

    @Test
    void hasANameOfAtMost48Characters() {
        client.createKeyspace(keyspace("k".repeat(48)));
        assertThatThrownBy(() -> client.createKeyspace(keyspace("k".repeat(49))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void systemKeyspacesCannotBeChanged() {
        assertThat(client.getKeyspace(r -> r.keyspaceName("system_schema_mcs")).keyspaceName())
                .isEqualTo("system_schema_mcs");
        assertThatThrownBy(() -> client.deleteKeyspace(r -> r.keyspaceName("system_schema_mcs")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> client.createTable(table("system", "mine").build()))
                .isInstanceOf(ValidationException.class);
    }
}
