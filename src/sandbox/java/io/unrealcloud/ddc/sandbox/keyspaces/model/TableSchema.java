package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Columns and keys of a table. Every key and static column is also among the columns. */
public record TableSchema(
        List<Column> columns,
        List<String> partitionKeys,
        List<ClusteringColumn> clusteringKeys,
        List<String> staticColumns) {

    public TableSchema {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        clusteringKeys = List.copyOf(clusteringKeys);
        staticColumns = List.copyOf(staticColumns);
    }

    public Optional<Column> column(String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public boolean isKey(String column) {
        return partitionKeys.contains(column)
                || clusteringKeys.stream().anyMatch(c -> c.name().equals(column));
    }

    public TableSchema withMore(List<Column> added) {
        return new TableSchema(
                Stream.concat(columns.stream(), added.stream()).toList(), partitionKeys, clusteringKeys, staticColumns);
    }
}
