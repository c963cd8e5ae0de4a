package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.column;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.schema;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ClusteringKey;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.StaticColumn;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Columns and keys a table may have. */
class SchemasTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @BeforeEach
    void keyspaceAndTypesThere() {
        client.createKeyspace(keyspace("jupiter"));
        client.createType(type("jupiter", "point", "x int", "y int").build());
        client.createType(type("jupiter", "bag", "things set<text>").build());
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ascii",
                "bigint",
                "blob",
                "boolean",
                "date",
                "decimal",
                "double",
                "float",
                "inet",
                "int",
                "smallint",
                "text",
                "time",
                "timestamp",
                "timeuuid",
                "tinyint",
                "uuid",
                "varchar",
                "varint",
                "list<int>",
                "set< text >",
                "map<text, int>",
                "frozen<list<frozen<set<int>>>>",
                "tuple<int, text>",
                "point",
                "frozen<point>",
                "set<frozen<point>>",
                "frozen<bag>",
                "\"point\"",
                "POINT",
                "list<tuple<int>>",
                "frozen<tuple<int,list<int>>>"
            })
    void columnOfThisType(String type) {
        client.createTable(table("jupiter", "objects", "c " + type).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "string            | string does not exist",
                "duration          | duration does not exist",
                "\"Point\"         | Point does not exist",
                "set<nothing>      | nothing does not exist",
                "list<set<int>>    | must be frozen",
                "set<point>        | must be frozen",
                "map<text,point>   | must be frozen",
                "bag               | must be frozen",
                "frozen<int>       | frozen<> is only for",
                "list<int, text>   | wrong number",
                "map<int>          | wrong number",
                "list<>            | a type is missing",
                "list              | '<' expected",
                "list<int          | '>' expected",
                "int>              | unexpected",
                "list<counter>     | counters cannot be inside",
                "9int              | a type is missing",
                "frozen<list<frozen<list<frozen<list<frozen<list<frozen<list<frozen<list<frozen<list<frozen<list<frozen<list<int>>>>>>>>>>>>>>>>>>"
                        + " | nested 9 levels",
            })
    void notColumnOfThisType(String type, String why) {
        assertThatThrownBy(() -> client.createTable(
                        table("jupiter", "objects", "c " + type).build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"frozen<point>", "frozen<list<int>>", "tuple<int>", "blob"})
    void keyOfThisType(String type) {
        client.createTable(
                r -> r.keyspaceName("jupiter").tableName("t").schemaDefinition(d -> d.allColumns(column("k " + type))
                        .partitionKeys(PartitionKey.builder().name("k").build())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"point", "list<int>", "counter"})
    void notKeyOfThisType(String type) {
        assertThatThrownBy(() -> client.createTable(
                        r -> r.keyspaceName("jupiter").tableName("t").schemaDefinition(d -> d.allColumns(
                                        column("k " + type))
                                .partitionKeys(PartitionKey.builder().name("k").build()))))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void namesAreDistinctAndKeysExist() {
        assertThatThrownBy(() -> client.createTable(
                        table("jupiter", "t", "a int", "a text").build()))
                .hasMessageContaining("Duplicate column name a");
        assertThatThrownBy(() -> client.createTable(table("jupiter", "t")
                        .schemaDefinition(schema().partitionKeys(
                                        PartitionKey.builder().name("no").build())
                                .build())
                        .build()))
                .hasMessageContaining("not among the columns");
        assertThatThrownBy(() -> client.createTable(table("jupiter", "t")
                        .schemaDefinition(schema().clusteringKeys(ClusteringKey.builder()
                                        .name("id")
                                        .orderBy("ASC")
                                        .build())
                                .build())
                        .build()))
                .hasMessageContaining("primary key twice");
        assertThatThrownBy(() ->
                        client.createTable(table("jupiter", "t", "bad-name int").build()))
                .hasMessageContaining("Invalid column name");
    }

    @Test
    void staticColumnsAreColumnsOutsideTheKey() {
        assertThatThrownBy(() -> client.createTable(table("jupiter", "t")
                        .schemaDefinition(schema("s int")
                                .staticColumns(StaticColumn.builder().name("no").build())
                                .build())
                        .build()))
                .hasMessageContaining("not among the columns");
        assertThatThrownBy(() -> client.createTable(table("jupiter", "t")
                        .schemaDefinition(schema("s int")
                                .staticColumns(StaticColumn.builder().name("id").build())
                                .build())
                        .build()))
                .hasMessageContaining("cannot be static");
        assertThatThrownBy(() -> client.createTable(
                        r -> r.keyspaceName("jupiter").tableName("t").schemaDefinition(d -> d.allColumns(
                                        column("k int"), column("s int"))
                                .partitionKeys(PartitionKey.builder().name("k").build())
                                .staticColumns(StaticColumn.builder().name("s").build()))))
                .hasMessageContaining("clustering columns");
    }

    @Test
    void countersKeepToThemselves() {
        client.createTable(table("jupiter", "counts", "a counter", "b counter").build());
        client.updateTable(r -> r.keyspaceName("jupiter").tableName("counts").addColumns(column("c counter")));
        assertThatThrownBy(() -> client.createTable(
                        table("jupiter", "t", "a counter", "b int").build()))
                .hasMessageContaining("cannot have other columns");
        assertThatThrownBy(() -> client.createTable(
                        table("jupiter", "t", "a counter").defaultTimeToLive(5).build()))
                .hasMessageContaining("default time to live");
        assertThatThrownBy(() -> client.updateTable(
                        r -> r.keyspaceName("jupiter").tableName("counts").defaultTimeToLive(5)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void typesInUseAreNotYetUsableWhileTheyAreCreated() {
        emulated.slow(Delay.CREATE_TYPE);
        client.createType(type("jupiter", "later", "x int").build());
        assertThatThrownBy(() ->
                        client.createTable(table("jupiter", "t", "c later").build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("later");
        emulated.tenSecondsLater();
        client.createTable(table("jupiter", "t", "c later").build());
        assertThat(client.listTables(r -> r.keyspaceName("jupiter")).tables()).hasSize(1);
    }
}
