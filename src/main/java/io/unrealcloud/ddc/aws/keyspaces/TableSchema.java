package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;

/**
 * The part of a table that never changes, but for columns that are added.
 *
 * @param columns all columns, keys included; the service does not promise their order
 * @param partitionKeys names, in order
 * @param clusteringKeys in order
 * @param staticColumns names
 */
public record TableSchema(
        List<Column> columns,
        List<String> partitionKeys,
        List<ClusteringKey> clusteringKeys,
        List<String> staticColumns) {
    public TableSchema {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        clusteringKeys = List.copyOf(clusteringKeys);
        staticColumns = List.copyOf(staticColumns);
    }
}
