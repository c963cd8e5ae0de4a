package io.unrealcloud.ddc.schema.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of {@code system_schema} (Apache Cassandra, ScyllaDB) or {@code system_schema_mcs} (Amazon Keyspaces), as
 * far as they matter here. Rows of other keyspaces do no harm.
 */
public record SystemRows(
        List<KeyspaceRow> keyspaces,
        List<TypeRow> types,
        List<TableRow> tables,
        List<ColumnRow> columns,
        List<IndexRow> indexes) {

    public SystemRows {
        keyspaces = List.copyOf(keyspaces);
        types = List.copyOf(types);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
    }

    /** Of a database without indexes. */
    public SystemRows(
            List<KeyspaceRow> keyspaces, List<TypeRow> types, List<TableRow> tables, List<ColumnRow> columns) {
        this(keyspaces, types, tables, columns, List.of());
    }

    /** Of table {@code keyspaces}. */
    public record KeyspaceRow(String keyspaceName, Map<String, String> replication) {}

    /** Of table {@code types}; {@code fieldNames} and {@code fieldTypes} run side by side. */
    public record TypeRow(String keyspaceName, String typeName, List<String> fieldNames, List<String> fieldTypes) {}

    /**
     * Of table {@code tables}.
     *
     * @param status only in {@code system_schema_mcs}
     * @param customProperties only in {@code system_schema_mcs}; absent means a database without such switches
     */
    public record TableRow(
            String keyspaceName,
            String tableName,
            Optional<String> status,
            Optional<Map<String, Map<String, String>>> customProperties) {

        /** A row of {@code system_schema}. */
        public static TableRow of(String keyspaceName, String tableName) {
            return new TableRow(keyspaceName, tableName, Optional.empty(), Optional.empty());
        }
    }

    /**
     * Of table {@code columns}; its {@code column_name_bytes} says nothing that {@code columnName} does not.
     *
     * @param clusteringOrder {@code asc}, {@code desc} or {@code none}
     * @param kind {@code partition_key}, {@code clustering}, {@code regular} or {@code static}
     * @param position place within the kind from 0, or -1
     */
    public record ColumnRow(
            String keyspaceName,
            String tableName,
            String columnName,
            String clusteringOrder,
            String kind,
            int position,
            String type) {}

    /**
     * Of table {@code indexes}, which only {@code system_schema} has.
     *
     * @param target of its options: a column, or, of a local index of ScyllaDB, an object with the lists {@code pk} and
     *     {@code ck}
     */
    public record IndexRow(String keyspaceName, String tableName, String indexName, String target) {}
}
