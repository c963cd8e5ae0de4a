package io.unrealcloud.ddc.provision.keyspaces;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import io.unrealcloud.ddc.schema.live.SystemRows;
import io.unrealcloud.ddc.schema.live.SystemSchemaReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code system.local} and {@code system_schema_mcs} of Amazon Keyspaces (developer guide: system keyspaces). */
final class SystemTableReader {

    private static final GenericType<Map<String, Map<String, String>>> CUSTOM_PROPERTIES =
            GenericType.mapOf(GenericType.STRING, GenericType.mapOf(String.class, String.class));

    private final CqlSession session;

    SystemTableReader(CqlSession session) {
        this.session = session;
    }

    String partitioner() {
        Row local = session.execute("SELECT partitioner FROM system.local WHERE key='local'")
                .one();
        if (local == null) {
            throw new IllegalStateException("system.local has no row.");
        }
        return local.getString("partitioner");
    }

    LiveSchema schema(Set<String> keyspaces) {
        List<String> names = keyspaces.stream().sorted().toList();
        return SystemSchemaReader.read(
                new SystemRows(
                        each(
                                names,
                                "keyspace_name, replication FROM system_schema_mcs.keyspaces",
                                row -> new SystemRows.KeyspaceRow(
                                        row.getString(0), row.getMap(1, String.class, String.class))),
                        each(
                                names,
                                "keyspace_name, type_name, field_names, field_types FROM system_schema_mcs.types",
                                row -> new SystemRows.TypeRow(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getList(2, String.class),
                                        row.getList(3, String.class))),
                        each(
                                names,
                                "keyspace_name, table_name, status, custom_properties FROM system_schema_mcs.tables",
                                row -> new SystemRows.TableRow(
                                        row.getString(0),
                                        row.getString(1),
                                        Optional.ofNullable(row.getString(2)),
                                        Optional.ofNullable(row.get(3, CUSTOM_PROPERTIES)))),
                        each(
                                names,
                                "keyspace_name, table_name, column_name, clustering_order, kind, position, type"
                                        + " FROM system_schema_mcs.columns",
                                row -> new SystemRows.ColumnRow(
                                        row.getString(0),
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        row.getString(4),
                                        row.getInt(5),
                                        row.getString(6)))),
                keyspaces);
    }

    private <T> List<T> each(List<String> keyspaces, String select, Function<Row, T> read) {
        return keyspaces.stream()
                .flatMap(keyspace -> session
                        .execute(SimpleStatement.newInstance("SELECT " + select + " WHERE keyspace_name = ?", keyspace))
                        .all()
                        .stream())
                .map(read)
                .toList();
    }
}
