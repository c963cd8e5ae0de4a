package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.IndexDefinition;
import io.unrealcloud.ddc.schema.TableFeature;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A table as it was read.
 *
 * @param columns all columns, in no particular order
 * @param enabled the features it has; on Apache Cassandra and ScyllaDB always all of them
 */
public record LiveTable(
        CqlIdentifier name,
        List<ColumnDefinition> columns,
        List<CqlIdentifier> partitionKey,
        List<ClusteringColumn> clustering,
        Set<TableFeature> enabled,
        List<IndexDefinition> indexes) {

    public LiveTable {
        columns = List.copyOf(columns);
        partitionKey = List.copyOf(partitionKey);
        clustering = List.copyOf(clustering);
        enabled = TableFeature.copyOf(enabled);
        indexes = List.copyOf(indexes);
    }

    /** Without indexes. */
    public LiveTable(
            CqlIdentifier name,
            List<ColumnDefinition> columns,
            List<CqlIdentifier> partitionKey,
            List<ClusteringColumn> clustering,
            Set<TableFeature> enabled) {
        this(name, columns, partitionKey, clustering, enabled, List.of());
    }

    public Optional<IndexDefinition> index(CqlIdentifier index) {
        return indexes.stream().filter(i -> i.name().equals(index)).findFirst();
    }

    public Optional<ColumnDefinition> column(CqlIdentifier column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }
}
