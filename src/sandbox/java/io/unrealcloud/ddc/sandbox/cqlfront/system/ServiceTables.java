package io.unrealcloud.ddc.sandbox.cqlfront.system;

import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.clustering;
import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.partitionKey;
import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.regular;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What only this service has: {@code system_schema_mcs}, where the status of objects can be followed, and
 * {@code system_multiregion_info} (Amazon Keyspaces developer guide: system keyspaces).
 */
final class ServiceTables {
    private static final DataType TEXTS = DataTypes.frozenMapOf(DataTypes.TEXT, DataTypes.TEXT);

    private ServiceTables() {}

    static List<SystemTable> of(SchemaView schema, SystemTables own) {
        String mcs = "system_schema_mcs";
        return List.of(
                new SystemTable(mcs, "keyspaces", SchemaTables.keyspaceColumns(), () -> SchemaRows.keyspaces(schema)),
                new SystemTable(mcs, "tables", tableColumns(), () -> schema.tables().stream()
                        .map(ServiceTables::table)
                        .toList()),
                new SystemTable(
                        mcs, "columns", SchemaTables.columnColumns(), () -> SchemaRows.columns(schema.tables(), own)),
                new SystemTable(mcs, "types", typeColumns(), () -> schema.types().stream()
                        .map(ServiceTables::type)
                        .toList()),
                new SystemTable(mcs, "tags", tagColumns(), () -> tags(schema)),
                new SystemTable(
                        "system_multiregion_info",
                        "keyspaces",
                        List.of(
                                partitionKey("keyspace_name"),
                                clustering("region"),
                                regular("status", DataTypes.TEXT),
                                regular("tables_replication_progress", DataTypes.TEXT)),
                        () -> regionsOfKeyspaces(schema)),
                new SystemTable(
                        "system_multiregion_info",
                        "tables",
                        List.of(
                                partitionKey("keyspace_name"),
                                clustering("table_name"),
                                clustering("region"),
                                regular("status", DataTypes.TEXT)),
                        () -> regionsOfTables(schema)));
    }

    private static List<SystemColumn> tableColumns() {
        return Stream.concat(
                        SchemaTables.tableColumns().stream(),
                        Stream.of(
                                regular("creation_time", DataTypes.TIMESTAMP),
                                regular("custom_properties", DataTypes.frozenMapOf(DataTypes.TEXT, TEXTS)),
                                regular("status", DataTypes.TEXT)))
                .toList();
    }

    private static Map<String, Object> table(TableView table) {
        Map<String, Object> row = SchemaRows.table(table);
        row.put("creation_time", table.created());
        row.put("custom_properties", CustomProperties.of(table.settings()));
        row.put("status", table.status().name());
        return row;
    }

    private static List<SystemColumn> typeColumns() {
        return Stream.concat(
                        SchemaTables.typeColumns().stream(),
                        Stream.of(
                                regular("direct_parent_types", DataTypes.frozenListOf(DataTypes.TEXT)),
                                regular("direct_referring_tables", DataTypes.frozenListOf(DataTypes.TEXT)),
                                regular("last_modified_timestamp", DataTypes.TIMESTAMP),
                                regular("max_nesting_depth", DataTypes.INT),
                                regular("status", DataTypes.TEXT)))
                .toList();
    }

    private static Map<String, Object> type(TypeView type) {
        Map<String, Object> row = SchemaRows.type(type);
        row.put("direct_parent_types", type.directParentTypes());
        row.put("direct_referring_tables", type.directReferringTables());
        row.put("last_modified_timestamp", type.lastModified());
        row.put("max_nesting_depth", type.maxNestingDepth());
        row.put("status", type.status().name());
        return row;
    }

    private static List<SystemColumn> tagColumns() {
        return List.of(
                partitionKey("resource_id"),
                regular("keyspace_name", DataTypes.TEXT),
                regular("resource_name", DataTypes.TEXT),
                regular("resource_type", DataTypes.TEXT),
                regular("tags", TEXTS));
    }

    private static List<Map<String, Object>> tags(SchemaView schema) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceView keyspace : schema.keyspaces()) {
            rows.add(tags(keyspace.arn(), keyspace.name(), keyspace.name(), "keyspace", keyspace.tags()));
        }
        for (TableView table : schema.tables()) {
            rows.add(tags(table.arn(), table.keyspace(), table.name(), "table", table.tags()));
        }
        rows.removeIf(row -> ((Map<?, ?>) row.get("tags")).isEmpty());
        return rows;
    }

    private static Map<String, Object> tags(
            String arn, String keyspace, String name, String type, Map<String, String> tags) {
        return Map.of(
                "resource_id", arn,
                "keyspace_name", keyspace,
                "resource_name", name,
                "resource_type", type,
                "tags", tags);
    }

    private static List<Map<String, Object>> regionsOfKeyspaces(SchemaView schema) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (KeyspaceView keyspace : schema.keyspaces()) {
            if (keyspace.replication().multiRegion()) {
                for (KeyspaceView.ReplicaStatus replica : keyspace.replicas()) {
                    Map<String, Object> row = new java.util.HashMap<>();
                    row.put("keyspace_name", keyspace.name());
                    row.put("region", replica.region());
                    row.put("status", replica.status().name());
                    row.put("tables_replication_progress", replica.tablesReplicationProgress());
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static List<Map<String, Object>> regionsOfTables(SchemaView schema) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (TableView table : schema.tables()) {
            for (TableView.TableReplica replica : table.replicas()) {
                rows.add(Map.of(
                        "keyspace_name", table.keyspace(),
                        "table_name", table.name(),
                        "region", replica.region(),
                        "status", replica.status().name()));
            }
        }
        return rows;
    }
}
