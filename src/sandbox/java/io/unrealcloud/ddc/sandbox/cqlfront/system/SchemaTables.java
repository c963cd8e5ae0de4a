package io.unrealcloud.ddc.sandbox.cqlfront.system;

import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.clustering;
import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.partitionKey;
import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.regular;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code system_schema}, with the columns Cassandra 3.11 gives it. Drivers for 3.11 also ask for what the service
 * does not have (indexes, views, functions, aggregates, triggers, dropped columns): those tables are empty.
 */
final class SchemaTables {
    private static final DataType TEXTS = DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.TEXT);

    private SchemaTables() {}

    static List<SystemTable> of(SchemaView schema, SystemTables own) {
        String keyspace = "system_schema";
        List<SystemTable> tables = new ArrayList<>(List.of(
                new SystemTable(keyspace, "keyspaces", keyspaceColumns(), () -> SchemaRows.keyspaces(schema)),
                new SystemTable(keyspace, "tables", tableColumns(), () -> tables(schema, own)),
                new SystemTable(
                        keyspace, "columns", columnColumns(), () -> SchemaRows.columns(schema.usableTables(), own)),
                new SystemTable(keyspace, "types", typeColumns(), () -> schema.usableTypes().stream()
                        .map(SchemaRows::type)
                        .toList())));
        tables.add(empty(
                "indexes",
                List.of(
                        partitionKey("keyspace_name"),
                        clustering("table_name"),
                        clustering("index_name"),
                        regular("kind", DataTypes.TEXT),
                        regular("options", TEXTS))));
        tables.add(empty(
                "views",
                List.of(
                        partitionKey("keyspace_name"),
                        clustering("view_name"),
                        regular("base_table_name", DataTypes.TEXT),
                        regular("where_clause", DataTypes.TEXT))));
        for (String routine : List.of("function", "aggregate")) {
            tables.add(empty(
                    routine + "s",
                    List.of(
                            partitionKey("keyspace_name"),
                            clustering(routine + "_name"),
                            regular("argument_types", DataTypes.frozenListOf(DataTypes.TEXT)),
                            regular("return_type", DataTypes.TEXT))));
        }
        tables.add(empty(
                "triggers",
                List.of(
                        partitionKey("keyspace_name"),
                        clustering("table_name"),
                        clustering("trigger_name"),
                        regular("options", TEXTS))));
        tables.add(empty(
                "dropped_columns",
                List.of(
                        partitionKey("keyspace_name"),
                        clustering("table_name"),
                        clustering("column_name"),
                        regular("dropped_time", DataTypes.TIMESTAMP),
                        regular("kind", DataTypes.TEXT),
                        regular("type", DataTypes.TEXT))));
        return tables;
    }

    private static SystemTable empty(String name, List<SystemColumn> columns) {
        return new SystemTable("system_schema", name, columns, List::of);
    }

    private static List<Map<String, Object>> tables(SchemaView schema, SystemTables own) {
        List<Map<String, Object>> rows = new ArrayList<>();
        own.all().forEach(table -> rows.add(SchemaRows.table(table.keyspace(), table.name())));
        schema.usableTables().forEach(table -> rows.add(SchemaRows.table(table)));
        return rows;
    }

    static List<SystemColumn> keyspaceColumns() {
        return List.of(
                partitionKey("keyspace_name"),
                regular("durable_writes", DataTypes.BOOLEAN),
                regular("replication", TEXTS));
    }

    static List<SystemColumn> tableColumns() {
        return List.of(
                partitionKey("keyspace_name"),
                clustering("table_name"),
                regular("bloom_filter_fp_chance", DataTypes.DOUBLE),
                regular("caching", TEXTS),
                regular("cdc", DataTypes.BOOLEAN),
                regular("comment", DataTypes.TEXT),
                regular("compaction", TEXTS),
                regular("compression", TEXTS),
                regular("crc_check_chance", DataTypes.DOUBLE),
                regular("dclocal_read_repair_chance", DataTypes.DOUBLE),
                regular("default_time_to_live", DataTypes.INT),
                regular("extensions", DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.BLOB)),
                regular("flags", DataTypes.frozenSetOf(DataTypes.TEXT)),
                regular("gc_grace_seconds", DataTypes.INT),
                regular("id", DataTypes.UUID),
                regular("max_index_interval", DataTypes.INT),
                regular("memtable_flush_period_in_ms", DataTypes.INT),
                regular("min_index_interval", DataTypes.INT),
                regular("read_repair_chance", DataTypes.DOUBLE),
                regular("speculative_retry", DataTypes.TEXT));
    }

    static List<SystemColumn> columnColumns() {
        return List.of(
                partitionKey("keyspace_name"),
                clustering("table_name"),
                clustering("column_name"),
                regular("clustering_order", DataTypes.TEXT),
                regular("column_name_bytes", DataTypes.BLOB),
                regular("kind", DataTypes.TEXT),
                regular("position", DataTypes.INT),
                regular("type", DataTypes.TEXT));
    }

    static List<SystemColumn> typeColumns() {
        return List.of(
                partitionKey("keyspace_name"),
                clustering("type_name"),
                regular("field_names", DataTypes.frozenListOf(DataTypes.TEXT)),
                regular("field_types", DataTypes.frozenListOf(DataTypes.TEXT)));
    }
}
