package io.unrealcloud.ddc.sandbox.cqlfront.system;

import io.unrealcloud.ddc.sandbox.keyspaces.SystemKeyspaces;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Rows that {@code system_schema} and {@code system_schema_mcs} have in common. */
final class SchemaRows {
    private SchemaRows() {}

    static List<Map<String, Object>> keyspaces(SchemaView schema) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : SystemKeyspaces.NAMES) {
            rows.add(keyspace(name, Map.of("class", "org.apache.cassandra.locator.LocalStrategy")));
        }
        schema.keyspaces().forEach(keyspace -> rows.add(keyspace(keyspace.name(), replication(keyspace))));
        return rows;
    }

    private static Map<String, Object> keyspace(String name, Map<String, String> replication) {
        return Map.of("keyspace_name", name, "durable_writes", true, "replication", replication);
    }

    /** Factors as numbers, which the C# driver insists on for everything but the class. */
    private static Map<String, String> replication(KeyspaceView keyspace) {
        Map<String, String> replication = new LinkedHashMap<>();
        if (keyspace.replication().multiRegion()) {
            replication.put("class", "org.apache.cassandra.locator.NetworkTopologyStrategy");
            keyspace.replication().regions().forEach(region -> replication.put(region, "3"));
        } else {
            replication.put("class", "org.apache.cassandra.locator.SimpleStrategy");
            replication.put("replication_factor", "3");
        }
        return replication;
    }

    static Map<String, Object> table(TableView table) {
        Map<String, Object> row = table(table.keyspace(), table.name());
        row.put("comment", table.settings().comment());
        row.put("default_time_to_live", table.settings().defaultTimeToLive());
        row.put("id", UUID.nameUUIDFromBytes((table.arn() + table.created()).getBytes(StandardCharsets.UTF_8)));
        return row;
    }

    /** Options the service accepts and ignores show Cassandra 3.11's defaults. */
    static Map<String, Object> table(String keyspace, String name) {
        Map<String, Object> row = new HashMap<>();
        row.put("keyspace_name", keyspace);
        row.put("table_name", name);
        row.put("bloom_filter_fp_chance", 0.01);
        row.put("caching", Map.of("keys", "ALL", "rows_per_partition", "NONE"));
        row.put("cdc", false);
        row.put("comment", "");
        row.put("compaction", Map.of("class", "org.apache.cassandra.db.compaction.SizeTieredCompactionStrategy"));
        row.put("compression", Map.of("class", "org.apache.cassandra.io.compress.LZ4Compressor"));
        row.put("crc_check_chance", 1.0);
        row.put("dclocal_read_repair_chance", 0.0);
        row.put("default_time_to_live", 0);
        row.put("extensions", Map.of());
        row.put("flags", Set.of("compound"));
        row.put("gc_grace_seconds", 7_776_000);
        row.put("id", UUID.nameUUIDFromBytes((keyspace + "." + name).getBytes(StandardCharsets.UTF_8)));
        row.put("max_index_interval", 2048);
        row.put("memtable_flush_period_in_ms", 3_600_000);
        row.put("min_index_interval", 128);
        row.put("read_repair_chance", 0.0);
        row.put("speculative_retry", "99PERCENTILE");
        return row;
    }

    static List<Map<String, Object>> columns(List<TableView> tables, SystemTables own) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (SystemTable table : own.all()) {
            for (SystemColumn column : table.columns()) {
                rows.add(column(
                        table.keyspace(),
                        table.name(),
                        column.name(),
                        column.type().asCql(false, true),
                        column.kind().name().toLowerCase(Locale.ROOT),
                        table.position(column),
                        column.kind() == SystemColumn.Kind.CLUSTERING ? "asc" : "none"));
            }
        }
        for (TableView table : tables) {
            for (Column column : table.schema().columns()) {
                rows.add(column(table, column));
            }
        }
        return rows;
    }

    private static Map<String, Object> column(TableView table, Column column) {
        TableSchema schema = table.schema();
        int partition = schema.partitionKeys().indexOf(column.name());
        List<String> clusteringNames =
                schema.clusteringKeys().stream().map(ClusteringColumn::name).toList();
        int clustering = clusteringNames.indexOf(column.name());
        String kind = partition >= 0
                ? "partition_key"
                : clustering >= 0
                        ? "clustering"
                        : schema.staticColumns().contains(column.name()) ? "static" : "regular";
        String order = clustering < 0
                ? "none"
                : schema.clusteringKeys().get(clustering).order().name().toLowerCase(Locale.ROOT);
        return column(
                table.keyspace(),
                table.name(),
                column.name(),
                column.type(),
                kind,
                Math.max(partition, clustering),
                order);
    }

    private static Map<String, Object> column(
            String keyspace, String table, String name, String type, String kind, int position, String order) {
        Map<String, Object> row = new HashMap<>();
        row.put("keyspace_name", keyspace);
        row.put("table_name", table);
        row.put("column_name", name);
        row.put("clustering_order", order);
        row.put("column_name_bytes", ByteBuffer.wrap(name.getBytes(StandardCharsets.UTF_8)));
        row.put("kind", kind);
        row.put("position", position);
        row.put("type", type);
        return row;
    }

    static Map<String, Object> type(TypeView type) {
        Map<String, Object> row = new HashMap<>();
        row.put("keyspace_name", type.keyspace());
        row.put("type_name", type.name());
        row.put("field_names", type.fields().stream().map(Column::name).toList());
        row.put("field_types", type.fields().stream().map(Column::type).toList());
        return row;
    }
}
