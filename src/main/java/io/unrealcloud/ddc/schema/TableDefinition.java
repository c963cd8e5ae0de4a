package io.unrealcloud.ddc.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One table as it must be: columns in order, key, and the features Amazon Keyspaces must have switched on.
 *
 * @param partitionKey names of columns, in order, at least one
 * @param clustering clustering columns, in order
 * @param indexes only where DDC runs on ScyllaDB: Amazon Keyspaces has none
 */
public record TableDefinition(
        CqlIdentifier name,
        List<ColumnDefinition> columns,
        List<CqlIdentifier> partitionKey,
        List<ClusteringColumn> clustering,
        Set<TableFeature> features,
        TableNotes notes,
        List<IndexDefinition> indexes) {

    public TableDefinition {
        columns = List.copyOf(columns);
        partitionKey = List.copyOf(partitionKey);
        clustering = List.copyOf(clustering);
        features = TableFeature.copyOf(features);
        indexes = List.copyOf(indexes);
    }

    /** Without indexes. */
    public TableDefinition(
            CqlIdentifier name,
            List<ColumnDefinition> columns,
            List<CqlIdentifier> partitionKey,
            List<ClusteringColumn> clustering,
            Set<TableFeature> features,
            TableNotes notes) {
        this(name, columns, partitionKey, clustering, features, notes, List.of());
    }

    /** The same table with other indexes. */
    public TableDefinition withIndexes(List<IndexDefinition> others) {
        return new TableDefinition(name, columns, partitionKey, clustering, features, notes, others);
    }

    public Optional<ColumnDefinition> column(CqlIdentifier column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }

    public boolean isKey(CqlIdentifier column) {
        return partitionKey.contains(column)
                || clustering.stream().anyMatch(key -> key.column().equals(column));
    }

    public List<ColumnDefinition> staticColumns() {
        return columns.stream().filter(ColumnDefinition::isStatic).toList();
    }

    public boolean ttl() {
        return features.contains(TableFeature.TTL);
    }

    public boolean clientSideTimestamps() {
        return features.contains(TableFeature.CLIENT_SIDE_TIMESTAMPS);
    }
}
