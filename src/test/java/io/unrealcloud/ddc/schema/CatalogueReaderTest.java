package io.unrealcloud.ddc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small catalogue that is right, and what is said about it with one thing changed. */
class CatalogueReaderTest {

    private static final String RIGHT = """
        version: 7
        clientSideTimestamps: true
        types:
          inner: {id: blob}
          outer: {one: frozen<inner>}
        tables:
          things:
            purpose: A test.
            introducedIn: '1'
            ttlBecause: it may
            columns:
              namespace: text
              at: timestamp
              owner: {type: text, static: true}
              id: {native: frozen<inner>, cassandra: blob}
              outers: set<frozen<outer>>
            partitionKey: [namespace]
            clustering: [{column: at, order: DESC}]
        profiles:
          One:
            sections: [{role: LOCAL, types: [inner, outer], tables: [things]}]
        """;

    @Test
    void theRightOneIsRead() throws IOException {
        SchemaProfile profile = read(RIGHT).profile("One");
        KeyspaceSchema schema =
                profile.keyspaces(KeyspaceLayout.STANDARD, ColumnMode.NATIVE).get(KeyspaceRole.LOCAL);
        TableDefinition things = schema.tables().get(0);
        assertThat(things.clustering()).containsExactly(ClusteringColumn.of("at", SortOrder.DESC));
        assertThat(things.staticColumns()).extracting(c -> c.name().internal()).containsExactly("owner");
        assertThat(things.column(CqlIdentifier.of("id")).orElseThrow().type().cql())
                .isEqualTo("frozen<inner>");
        assertThat(things.ttl()).isTrue();
        assertThat(things.notes().ttlReason()).contains("it may");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        partitionKey: [namespace]   | partitionKey: [namespaces]      | Table 'things', key column 'namespaces' is not one of its columns.
        partitionKey: [namespace]   | partitionKey: []                | Table 'things' has no partition key.
        partitionKey: [namespace]   | partitionKey: [namespace, at]   | Table 'things' has 'at' twice in its primary key.
        partitionKey: [namespace]   | partitionKey: [outers]          | Table 'things', key column 'outers' must be frozen to be part of a key.
        partitionKey: [namespace]   | partitionKey: [owner]           | Table 'things', key column 'owner' cannot be static.
        at: timestamp               | at: duration                    | key column 'at' cannot be a duration.
        at: timestamp               | namespace: timestamp            | Duplicate field 'namespace'
        at: timestamp               | at: timestmp                    | column 'at' uses type 'timestmp', which is not defined in this keyspace.
        at: timestamp               | at: frozen<timestamp>           | column 'at': 'timestamp' cannot be frozen.
        at: timestamp               | at: vector<int, 2>              | column 'at': Amazon Keyspaces has no vector types.
        at: timestamp               | at: map<text>                   | column 'at': 'map<text>' is not a CQL type: 'map' takes 2 type parameters
        at: timestamp               | at: counter                     | a table with counters can have no other columns outside its key.
        at: timestamp               | at: counter                     | Table 'things' has counters, and they cannot expire.
        clustering: [{column: at, order: DESC}] | clustering: []     | column 'owner' is static, but the table has no clustering columns.
        set<frozen<outer>>          | set<outer>                      | column 'outers': 'outer' must be frozen inside another type.
        set<frozen<outer>>          | list<map<text, int>>            | column 'outers': 'map<text, int>' must be frozen inside another type.
        set<frozen<outer>>          | list<counter>                   | column 'outers': a counter cannot be inside another type.
        {one: frozen<inner>}        | {one: inner}                    | Type 'outer', field 'one': 'inner' must be frozen inside another type.
        {one: frozen<inner>}        | {one: frozen<other>}            | Type 'outer', field 'one' uses type 'other', which is not listed above it in this keyspace.
        {one: frozen<inner>}        | {}                              | Type 'outer' has no fields.
        types: [inner, outer]       | types: [outer, inner]           | Type 'outer', field 'one' uses type 'inner', which is not listed above it
        types: [inner, outer]       | types: [inner, inner]           | Type 'inner' is listed twice.
        types: [inner, outer]       | types: [inner, missing]         | Profile 'One' names type 'missing', which is not defined.
        tables: [things]            | tables: [things, things]        | Table 'things' is listed twice.
        tables: [things]            | tables: [stuff]                 | Profile 'One' names table 'stuff', which is not defined.
        role: LOCAL,                | role: NEARBY,                   | from String "NEARBY": not one of the values accepted
        role: LOCAL,                | role: ~,                        | role is missing
        One:                        | One:\\n    extends: Two         | Profile 'One' extends 'Two', which is not a profile above it.
        cassandra: blob             | casandra: blob                  | column 'id': 'casandra' is not one of native, cassandra, type, static.
        things:                     | Things:                         | a name is a lower-case letter, then up to 47 letters, digits and underscores.
        inner: {id: blob}           | date: {id: blob}                | Type 'date' has the name of a built-in type.
        purpose: A test.            | purpose: A.\\n    propose: A. | Unrecognized field "propose"
        {type: text, static: true}  | {type: text, native: int}       | column 'owner' has a type of both modes and one of its own.
        cassandra: blob             | static: false                   | column 'id': '' is not a CQL type: a type name is missing
        purpose: A test.            | purpose: ~                      | purpose is missing
        """)
    void oneThingWrongIsNamed(String right, String wrong, String message) {
        assertThat(RIGHT).contains(right);
        String yaml = RIGHT.replace(right, wrong.replace("\\n", "\n"));
        if (wrong.startsWith("Things")) {
            yaml = yaml.replace("tables: [things]", "tables: [Things]");
        }
        if (wrong.startsWith("date")) {
            yaml = yaml.replace("[inner, outer]", "[date, outer]");
        }
        String changed = yaml;
        assertThatThrownBy(() -> read(changed))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    @Test
    void textThatIsNotYamlIsOneClearError() {
        assertThatThrownBy(() -> read("version: [")).isInstanceOf(CatalogueException.class);
        assertThatThrownBy(() -> read("")).isInstanceOf(CatalogueException.class);
    }

    private static SchemaCatalogue read(String yaml) throws IOException {
        return CatalogueReader.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
