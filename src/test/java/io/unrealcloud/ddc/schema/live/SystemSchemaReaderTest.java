package io.unrealcloud.ddc.schema.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.Schemas;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.live.SystemRows.ColumnRow;
import io.unrealcloud.ddc.schema.live.SystemRows.KeyspaceRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TableRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TypeRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SystemSchemaReaderTest {

    private static final KeyspaceRow KEYSPACE = new KeyspaceRow("ks", Map.of("class", "SingleRegionStrategy"));
    private static final ColumnRow KEY = new ColumnRow("ks", "t", "k", "none", "partition_key", 0, "int");

    @Provide
    Arbitrary<KeyspaceSchema> random() {
        return Schemas.keyspaces();
    }

    @Property(tries = 300)
    void rowsOfASchemaAreReadAsThatSchema(@ForAll("random") KeyspaceSchema schema) {
        SystemRows rows = LiveSchemas.rows("ks", schema, Map.of("class", "SingleRegionStrategy"));
        LiveSchema live = SystemSchemaReader.read(rows, Set.of("ks", "other"));
        assertThat(SchemaDiff.between(Map.of("ks", schema), live)).isEmpty();
    }

    @Test
    void onlyTheKeyspacesAskedForAreRead() {
        SystemRows rows = rows(List.of(TableRow.of("ks", "t")), List.of(KEY));
        assertThat(SystemSchemaReader.read(rows, Set.of("other")).keyspaces()).isEmpty();
        assertThat(SystemSchemaReader.read(rows, Set.of("ks")).keyspaces()).hasSize(1);
    }

    @Test
    void severalPlacesInTheReplicationMakeAKeyspaceMultiRegion() {
        assertThat(multiRegion(Map.of("class", "SingleRegionStrategy"))).isFalse();
        assertThat(multiRegion(Map.of("class", "SimpleStrategy", "replication_factor", "3")))
                .isFalse();
        assertThat(multiRegion(Map.of("class", "NetworkTopologyStrategy", "us-east-1", "3")))
                .isFalse();
        assertThat(multiRegion(Map.of("class", "NetworkTopologyStrategy", "us-east-1", "3", "us-west-2", "3")))
                .isTrue();
    }

    private static boolean multiRegion(Map<String, String> replication) {
        SystemRows rows = new SystemRows(List.of(new KeyspaceRow("ks", replication)), List.of(), List.of(), List.of());
        return SystemSchemaReader.read(rows, Set.of("ks")).keyspaces().get(0).multiRegion();
    }

    @Test
    void featuresAreOnUnlessTheDatabaseHasSwitchesForThem() {
        assertThat(enabled(TableRow.of("ks", "t"))).containsExactlyInAnyOrder(TableFeature.values());
        assertThat(enabled(mcs("ACTIVE", Map.of()))).isEmpty();
        assertThat(enabled(
                        mcs("ACTIVE", Map.of("ttl", Map.of("status", "ENABLED"), "point_in_time_recovery", Map.of()))))
                .containsExactly(TableFeature.TTL);
        assertThat(enabled(mcs("ACTIVE", Map.of("client_side_timestamps", Map.of("status", "disabled")))))
                .isEmpty();
    }

    private static Set<TableFeature> enabled(TableRow row) {
        return table(rows(List.of(row), List.of(KEY))).orElseThrow().enabled();
    }

    @Test
    void aTableOnItsWayOutIsNotThere() {
        for (String status : List.of("DELETING", "deleted")) {
            assertThat(table(rows(List.of(mcs(status, Map.of())), List.of(KEY))))
                    .isEmpty();
        }
        for (String status : List.of("CREATING", "ACTIVE", "UPDATING", "RESTORING")) {
            assertThat(table(rows(List.of(mcs(status, Map.of())), List.of(KEY))))
                    .isPresent();
        }
    }

    @Test
    void viewsAreNotTables() {
        ColumnRow ofAView = new ColumnRow("ks", "t_by_time_index", "k", "none", "partition_key", 0, "int");
        LiveSchema live =
                SystemSchemaReader.read(rows(List.of(TableRow.of("ks", "t")), List.of(KEY, ofAView)), Set.of("ks"));
        assertThat(live.keyspaces().get(0).tables()).hasSize(1);
    }

    @Test
    void rowsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> table(rows(List.of(TableRow.of("ks", "t")), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Table ks.t has no columns");
        assertThatThrownBy(() -> table(withColumn("oddness", "int")))
                .hasMessageContaining("table ks.t, column c the unknown kind 'oddness'");
        assertThatThrownBy(() -> table(withColumn("regular", "map<int")))
                .hasMessageContaining("table ks.t, column c a type that cannot be read. 'map<int' is not a CQL type");
        SystemRows type = new SystemRows(
                List.of(KEYSPACE), List.of(new TypeRow("ks", "u", List.of("a"), List.of())), List.of(), List.of());
        assertThatThrownBy(() -> SystemSchemaReader.read(type, Set.of("ks")))
                .hasMessage("Type ks.u has 1 field names and 0 field types.");
    }

    private static SystemRows withColumn(String kind, String type) {
        List<ColumnRow> columns = new ArrayList<>(List.of(KEY));
        columns.add(new ColumnRow("ks", "t", "c", "none", kind, -1, type));
        return rows(List.of(TableRow.of("ks", "t")), columns);
    }

    private static TableRow mcs(String status, Map<String, Map<String, String>> properties) {
        return new TableRow("ks", "t", Optional.of(status), Optional.of(properties));
    }

    private static SystemRows rows(List<TableRow> tables, List<ColumnRow> columns) {
        return new SystemRows(List.of(KEYSPACE), List.of(), tables, columns);
    }

    private static Optional<LiveTable> table(SystemRows rows) {
        return SystemSchemaReader.read(rows, Set.of("ks")).keyspaces().get(0).table(CqlIdentifier.of("t"));
    }

    /** As ScyllaDB writes the target of a local and of a global index, and Apache Cassandra of a quoted column. */
    @Test
    void indexesAreReadWithWhatTheyAreOn() {
        SystemRows rows = rows(List.of(TableRow.of("ks", "t")), List.of(KEY));
        SystemRows indexed = new SystemRows(
                rows.keyspaces(),
                rows.types(),
                rows.tables(),
                rows.columns(),
                List.of(
                        new SystemRows.IndexRow("ks", "t", "local", "{\"pk\":[\"a\",\"B\"],\"ck\":[\"c\"]}"),
                        new SystemRows.IndexRow("ks", "t", "global", "c"),
                        new SystemRows.IndexRow("ks", "t", "quoted", "\"It\"\"s\""),
                        new SystemRows.IndexRow("ks", "t", "strange", "{keys"),
                        new SystemRows.IndexRow("ks", "other", "elsewhere", "c")));
        assertThat(SystemSchemaReader.read(indexed, Set.of("ks"))
                        .keyspaces()
                        .get(0)
                        .tables()
                        .get(0)
                        .indexes())
                .containsExactly(
                        index("local", "c", "a", "B"),
                        index("global", "c"),
                        index("quoted", "It\"s"),
                        index("strange", "{keys"));
    }

    private static IndexDefinition index(String name, String column, String... partition) {
        return new IndexDefinition(
                CqlIdentifier.of(name),
                java.util.stream.Stream.of(partition).map(CqlIdentifier::of).toList(),
                CqlIdentifier.of(column));
    }
}
