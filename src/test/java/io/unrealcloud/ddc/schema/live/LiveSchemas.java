package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.TableDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.live.SystemRows.ColumnRow;
import io.unrealcloud.ddc.schema.live.SystemRows.KeyspaceRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TableRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TypeRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Live schemas that are exactly as wanted, and the rows Amazon Keyspaces would show for them. */
final class LiveSchemas {

    private LiveSchemas() {}

    static LiveKeyspace exactly(String name, KeyspaceSchema schema, boolean multiRegion) {
        return new LiveKeyspace(
                name,
                multiRegion,
                schema.types(),
                schema.tables().stream().map(LiveSchemas::exactly).toList());
    }

    private static LiveTable exactly(TableDefinition table) {
        return new LiveTable(
                table.name(),
                table.columns(),
                table.partitionKey(),
                table.clustering(),
                table.features(),
                table.indexes());
    }

    static SystemRows rows(String keyspace, KeyspaceSchema schema, Map<String, String> replication) {
        List<TypeRow> types = schema.types().stream()
                .map(type -> new TypeRow(
                        keyspace,
                        type.name().internal(),
                        type.fields().stream().map(f -> f.name().internal()).toList(),
                        type.fields().stream().map(f -> f.type().cql()).toList()))
                .toList();
        List<TableRow> tables = new ArrayList<>();
        List<ColumnRow> columns = new ArrayList<>();
        for (TableDefinition table : schema.tables()) {
            Map<String, Map<String, String>> properties = new LinkedHashMap<>();
            properties.put("capacity_mode", Map.of("throughput_mode", "PAY_PER_REQUEST"));
            for (TableFeature feature : table.features()) {
                properties.put(feature.customProperty(), Map.of("status", "enabled"));
            }
            tables.add(new TableRow(keyspace, table.name().internal(), Optional.of("ACTIVE"), Optional.of(properties)));
            // the service lists columns by name
            table.columns().stream()
                    .sorted(java.util.Comparator.comparing(ColumnDefinition::name))
                    .forEach(column -> columns.add(row(keyspace, table, column)));
        }
        return new SystemRows(List.of(new KeyspaceRow(keyspace, replication)), types, tables, columns);
    }

    private static ColumnRow row(String keyspace, TableDefinition table, ColumnDefinition column) {
        int partition = table.partitionKey().indexOf(column.name());
        List<CqlIdentifier> clustering =
                table.clustering().stream().map(ClusteringColumn::column).toList();
        int cluster = clustering.indexOf(column.name());
        String order = cluster < 0
                ? "none"
                : table.clustering().get(cluster).order().name().toLowerCase(Locale.ROOT);
        String kind = partition >= 0
                ? "partition_key"
                : cluster >= 0 ? "clustering" : column.isStatic() ? "static" : "regular";
        return new ColumnRow(
                keyspace,
                table.name().internal(),
                column.name().internal(),
                order,
                kind,
                Math.max(partition, cluster),
                column.type().cql());
    }
}
