package io.unrealcloud.ddc.schema.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.Replication;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.SchemaCql;
import io.unrealcloud.ddc.schema.Schemas;
import io.unrealcloud.ddc.schema.live.SystemRows.ColumnRow;
import io.unrealcloud.ddc.schema.live.SystemRows.IndexRow;
import io.unrealcloud.ddc.schema.live.SystemRows.KeyspaceRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TableRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TypeRow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** What is written as CQL, a real Apache Cassandra shows again in its schema tables, with no difference. */
class CassandraSchemaTest {

    private static final SchemaCql CQL = new SchemaCql(CqlDialect.CASSANDRA, false);
    private static CqlSession session;
    private static Replication replication;

    @BeforeContainer
    static void connect() {
        CassandraNode node = SharedCassandra.get();
        session = CqlSession.builder()
                .addContactPoint(node.contactPoint())
                .withLocalDatacenter(node.dataCenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build())
                .build();
        replication = new Replication.NetworkTopology(new TreeMap<>(Map.of(node.dataCenter(), 1)));
    }

    @AfterContainer
    static void disconnect() {
        session.close();
    }

    @Provide
    Arbitrary<KeyspaceSchema> random() {
        return Schemas.keyspaces();
    }

    @Provide
    Arbitrary<KeyspaceSchema> ddc() {
        return net.jqwik.api.Arbitraries.of(
                List.of(ColumnMode.values()).stream()
                        .flatMap(mode -> SchemaCatalogue.current()
                                .profile("TerraformModule")
                                .keyspaces(KeyspaceLayout.CROSS_REGION, mode)
                                .values()
                                .stream())
                        .toList());
    }

    @Property
    void everyKeyspaceOfTheCatalogueComesBackUnchanged(@ForAll("ddc") KeyspaceSchema schema) {
        comesBackUnchanged(schema);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void aRandomSchemaComesBackUnchanged(@ForAll("random") KeyspaceSchema schema) {
        comesBackUnchanged(schema);
    }

    private static void comesBackUnchanged(KeyspaceSchema schema) {
        String keyspace = "Schema_" + UUID.randomUUID().toString().replace("-", "");
        session.execute(CQL.createKeyspace(CqlIdentifier.of(keyspace), replication));
        try {
            CQL.statements(CqlIdentifier.of(keyspace), schema).forEach(session::execute);
            LiveSchema live = SystemSchemaReader.read(rows(keyspace), Set.of(keyspace));
            assertThat(SchemaDiff.between(Map.of(keyspace, CQL.live(schema)), live))
                    .isEmpty();
        } finally {
            session.execute("DROP KEYSPACE " + CqlIdentifier.of(keyspace).cql());
        }
    }

    private static SystemRows rows(String keyspace) {
        return new SystemRows(
                query(
                        "keyspace_name, replication FROM system_schema.keyspaces",
                        keyspace,
                        row -> new KeyspaceRow(row.getString(0), row.getMap(1, String.class, String.class))),
                query(
                        "keyspace_name, type_name, field_names, field_types FROM system_schema.types",
                        keyspace,
                        row -> new TypeRow(
                                row.getString(0),
                                row.getString(1),
                                row.getList(2, String.class),
                                row.getList(3, String.class))),
                query(
                        "keyspace_name, table_name FROM system_schema.tables",
                        keyspace,
                        row -> TableRow.of(row.getString(0), row.getString(1))),
                query(
                        "keyspace_name, table_name, column_name, clustering_order, kind, position, type"
                                + " FROM system_schema.columns",
                        keyspace,
                        row -> new ColumnRow(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                row.getInt(5),
                                row.getString(6))),
                query(
                        "keyspace_name, table_name, index_name, options FROM system_schema.indexes",
                        keyspace,
                        row -> new IndexRow(
                                row.getString(0),
                                row.getString(1),
                                row.getString(2),
                                row.getMap(3, String.class, String.class).get("target"))));
    }

    private static <T> List<T> query(String select, String keyspace, Function<Row, T> read) {
        return session
                .execute(SimpleStatement.newInstance("SELECT " + select + " WHERE keyspace_name = ?", keyspace))
                .all()
                .stream()
                .map(read)
                .toList();
    }
}
