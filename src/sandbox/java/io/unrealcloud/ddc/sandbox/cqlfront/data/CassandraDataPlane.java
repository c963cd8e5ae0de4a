package io.unrealcloud.ddc.sandbox.cqlfront.data;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.unrealcloud.ddc.cql.CqlLexer;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Creates and drops in one Cassandra what comes and goes in the catalogue. All Regions and accounts share it. */
public final class CassandraDataPlane implements DataPlane, AutoCloseable {
    private static final Set<String> TYPE_SYMBOLS = Set.of("<", ">", ",");

    private final CqlSession session;

    public CassandraDataPlane(InetSocketAddress cassandra, String dataCenter) {
        session = CqlSession.builder()
                .addContactPoint(cassandra)
                .withLocalDatacenter(dataCenter)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withString(DefaultDriverOption.SESSION_NAME, "sandbox-data-plane")
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, "MILLISECONDS")
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 100)
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, 5_000)
                        .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, "MILLISECONDS")
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 100)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, 5_000)
                        .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                        .build())
                .build();
    }

    /** Drops every keyspace that is not Cassandra's own: what a catalogue that no longer exists had left. */
    public void dropEverything() {
        session.execute("SELECT keyspace_name FROM system_schema.keyspaces").all().stream()
                .map(row -> row.getString(0))
                .filter(name -> !io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces.reserved(name))
                .forEach(this::dropKeyspace);
    }

    @Override
    public void createKeyspace(String keyspace) {
        run("CREATE KEYSPACE " + CqlText.name(keyspace) + " WITH replication = "
                + "{'class': 'SimpleStrategy', 'replication_factor': 1}");
    }

    @Override
    public void dropKeyspace(String keyspace) {
        run("DROP KEYSPACE " + CqlText.name(keyspace));
    }

    @Override
    public void createType(String keyspace, String type, List<Column> fields) {
        run("CREATE TYPE " + CqlText.name(keyspace, type) + " (" + columns(fields) + ")");
    }

    @Override
    public void dropType(String keyspace, String type) {
        run("DROP TYPE " + CqlText.name(keyspace, type));
    }

    @Override
    public void createTable(String keyspace, String table, TableSchema schema, int defaultTimeToLive) {
        List<String> definitions = schema.columns().stream()
                .map(column -> definition(column) + (schema.staticColumns().contains(column.name()) ? " STATIC" : ""))
                .toList();
        String clustering = String.join(
                "",
                schema.clusteringKeys().stream()
                        .map(key -> ", " + CqlText.name(key.name()))
                        .toList());
        String key = "PRIMARY KEY ((" + names(schema.partitionKeys()) + ")" + clustering + ")";
        String order = schema.clusteringKeys().isEmpty()
                ? ""
                : " AND CLUSTERING ORDER BY ("
                        + String.join(
                                ", ",
                                schema.clusteringKeys().stream()
                                        .map(column -> CqlText.name(column.name()) + " " + column.order())
                                        .toList())
                        + ")";
        run("CREATE TABLE " + CqlText.name(keyspace, table) + " ("
                + String.join(
                        ", ",
                        Stream.concat(definitions.stream(), Stream.of(key)).toList())
                + ") WITH default_time_to_live = " + defaultTimeToLive + order);
    }

    @Override
    public void addColumns(String keyspace, String table, List<Column> columns) {
        run("ALTER TABLE " + CqlText.name(keyspace, table) + " ADD (" + columns(columns) + ")");
    }

    @Override
    public void setDefaultTimeToLive(String keyspace, String table, int seconds) {
        run("ALTER TABLE " + CqlText.name(keyspace, table) + " WITH default_time_to_live = " + seconds);
    }

    @Override
    public void dropTable(String keyspace, String table) {
        run("DROP TABLE " + CqlText.name(keyspace, table));
    }

    private void run(String cql) {
        session.execute(cql);
    }

    private static String columns(List<Column> columns) {
        return String.join(
                ", ", columns.stream().map(CassandraDataPlane::definition).toList());
    }

    private static String definition(Column column) {
        return CqlText.name(column.name()) + " " + type(column.type());
    }

    private static String names(List<String> names) {
        return String.join(", ", names.stream().map(CqlText::name).toList());
    }

    /** A type goes into the statement as it is, so it must be nothing but a type. */
    private static String type(String type) {
        for (Token token : CqlLexer.tokens(type)) {
            if (token.significant() && !token.isName() && !TYPE_SYMBOLS.contains(token.text())) {
                throw new IllegalArgumentException("Not a CQL type: " + type);
            }
        }
        return type;
    }

    @Override
    public void close() {
        session.close();
    }
}
