package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ConflictException;
import software.amazon.awssdk.services.keyspaces.model.GetTypeResponse;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.TypeStatus;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** User-defined types and who refers to them. */
class TypesTest {

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

    private GetTypeResponse shown(String name) {
        return client.getType(r -> r.keyspaceName("jupiter").typeName(name));
    }

    @Test
    void comesIntoBeingAndIsShown() {
        emulated.slow(Delay.CREATE_TYPE);
        assertThat(client.createType(
                                type("jupiter", "Blob_Identifier", "hash BLOB").build())
                        .typeName())
                .isEqualTo("blob_identifier");
        assertThat(shown("blob_identifier").status()).isEqualTo(TypeStatus.CREATING);
        emulated.tenSecondsLater();
        GetTypeResponse shown = shown("BLOB_IDENTIFIER");
        assertThat(shown.status()).isEqualTo(TypeStatus.ACTIVE);
        assertThat(shown.keyspaceArn()).endsWith(":/keyspace/jupiter/");
        assertThat(shown.fieldDefinitions()).singleElement().satisfies(f -> {
            assertThat(f.name()).isEqualTo("hash");
            assertThat(f.type()).isEqualTo("blob");
        });
        assertThat(shown.maxNestingDepth()).isEqualTo(1);
        assertThat(client.listTypes(r -> r.keyspaceName("jupiter")).types()).containsExactly("blob_identifier");
    }

    @Test
    void quotedNamesKeepTheirCase() {
        client.createType(type("jupiter", "\"Point\"", "x int").build());
        client.createType(type("jupiter", "point", "x int").build());
        assertThat(client.listTypes(r -> r.keyspaceName("jupiter")).types()).containsExactly("Point", "point");
        assertThat(shown("\"Point\"").typeName()).isEqualTo("Point");
    }

    @Test
    void cannotBeCreatedTwiceNorChanged() {
        client.createType(type("jupiter", "point", "x int").build());
        assertThatThrownBy(() -> client.createType(
                        type("jupiter", "POINT", "x int", "y int").build()))
                .isInstanceOf(ConflictException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"int", "TEXT", "varchar", "list", "frozen", "1st", "_a", "a b", "\"a\"b\"", "\"\"", "counter"})
    void notOfThisName(String name) {
        assertThatThrownBy(
                        () -> client.createType(type("jupiter", name, "x int").build()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void mayBeCalledDuration() {
        client.createType(type("jupiter", "duration", "seconds bigint").build());
        client.createTable(table("jupiter", "t", "d duration").build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "other", "counter", "list<counter>", "set<list<int>>", "set<other>"})
    void fieldNotOfThisType(String fieldType) {
        client.createType(type("jupiter", "other", "x int").build());
        assertThatThrownBy(() -> client.createType(
                        type("jupiter", "point", "f " + fieldType).build()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void fieldsHaveDistinctNames() {
        assertThatThrownBy(() -> client.createType(
                        type("jupiter", "point", "x int", "x text").build()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void knowsWhoRefersToIt() {
        client.createType(type("jupiter", "inner", "x int").build());
        client.createType(type("jupiter", "outer", "i frozen<inner>", "l list<frozen<inner>>")
                .build());
        client.createTable(table("jupiter", "t", "c set<frozen<inner>>").build());
        assertThat(shown("inner").directParentTypes()).containsExactly("outer");
        assertThat(shown("inner").directReferringTables()).containsExactly("t");
        assertThat(shown("outer").directReferringTables()).isEmpty();
        assertThat(shown("outer").maxNestingDepth()).isEqualTo(3);
    }

    @Test
    void staysWhileSomethingRefersToIt() {
        client.createType(type("jupiter", "inner", "x int").build());
        client.createType(type("jupiter", "outer", "i frozen<inner>").build());
        client.createTable(table("jupiter", "t", "c outer").build());
        assertThatThrownBy(() -> delete("inner"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("outer");
        assertThatThrownBy(() -> delete("outer"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("t");
        emulated.slow(Delay.DELETE_TABLE);
        client.deleteTable(r -> r.keyspaceName("jupiter").tableName("t"));
        assertThatThrownBy(() -> delete("outer")).isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        delete("outer");
        delete("inner");
        assertThat(client.listTypes(r -> r.keyspaceName("jupiter")).types()).isEmpty();
    }

    @Test
    void staysWhileAColumnOfItIsBeingAdded() {
        client.createType(type("jupiter", "point", "x int").build());
        client.createTable(table("jupiter", "t").build());
        emulated.slow(Delay.UPDATE_TABLE);
        client.updateTable(r -> r.keyspaceName("jupiter").tableName("t").addColumns(Requests.column("c point")));
        assertThatThrownBy(() -> delete("point")).isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        assertThatThrownBy(() -> delete("point")).isInstanceOf(ConflictException.class);
    }

    @Test
    void cannotBeDeletedWhileItIsCreatedOrDeleted() {
        emulated.slow(Delay.CREATE_TYPE, Delay.DELETE_TYPE);
        client.createType(type("jupiter", "point", "x int").build());
        assertThatThrownBy(() -> delete("point")).isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        delete("point");
        assertThat(shown("point").status()).isEqualTo(TypeStatus.DELETING);
        assertThatThrownBy(() -> delete("point")).isInstanceOf(ConflictException.class);
        emulated.tenSecondsLater();
        assertThatThrownBy(() -> delete("point")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> shown("point")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void nestsEightLevelsAndNoMore() {
        client.createType(type("jupiter", "l1", "x int").build());
        for (int level = 2; level <= 8; level++) {
            client.createType(type("jupiter", "l" + level, "x frozen<l" + (level - 1) + ">")
                    .build());
        }
        assertThat(shown("l8").maxNestingDepth()).isEqualTo(8);
        client.createTable(table("jupiter", "t", "c l8").build());
        assertThatThrownBy(() ->
                        client.createType(type("jupiter", "l9", "x frozen<l8>").build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("nested");
    }

    private void delete(String name) {
        client.deleteType(r -> r.keyspaceName("jupiter").typeName(name));
    }
}
