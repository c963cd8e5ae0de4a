package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.ClusteringColumn;
import io.unrealcloud.ddc.schema.ColumnDefinition;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlType;
import io.unrealcloud.ddc.schema.FieldDefinition;
import io.unrealcloud.ddc.schema.SortOrder;
import io.unrealcloud.ddc.schema.TableFeature;
import io.unrealcloud.ddc.schema.TypeDefinition;
import io.unrealcloud.ddc.schema.live.SystemRows.ColumnRow;
import io.unrealcloud.ddc.schema.live.SystemRows.KeyspaceRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TableRow;
import io.unrealcloud.ddc.schema.live.SystemRows.TypeRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the rows of the schema tables together. */
public final class SystemSchemaReader {

    /** Tables on their way out are gone already: nothing may rely on them. */
    private static final Set<String> GOING = Set.of("DELETING", "DELETED");

    private final SystemRows rows;
    private final Map<String, List<ColumnRow>> columns;

    private SystemSchemaReader(SystemRows rows) {
        this.rows = rows;
        this.columns = rows.columns().stream()
                .collect(Collectors.groupingBy(row -> row.keyspaceName() + "." + row.tableName()));
    }

    /**
     * Reads the keyspaces of those names that exist. Columns without a table row belong to materialized views,
     * or to the views behind ScyllaDB's indexes, and are left out.
     *
     * @throws IllegalArgumentException naming the table and column whose row makes no sense
     * @throws IllegalStateException if a table has no column rows yet: the two were read at different moments
     */
    public static LiveSchema read(SystemRows rows, Set<String> keyspaces) {
        SystemSchemaReader reader = new SystemSchemaReader(rows);
        return new LiveSchema(rows.keyspaces().stream()
                .filter(row -> keyspaces.contains(row.keyspaceName()))
                .map(reader::keyspace)
                .toList());
    }

    private LiveKeyspace keyspace(KeyspaceRow row) {
        String name = row.keyspaceName();
        long places = row.replication().keySet().stream()
                .filter(key -> !key.equals("class") && !key.equals("replication_factor"))
                .count();
        return new LiveKeyspace(
                name,
                places > 1,
                rows.types().stream()
                        .filter(type -> type.keyspaceName().equals(name))
                        .map(SystemSchemaReader::type)
                        .toList(),
                rows.tables().stream()
                        .filter(table -> table.keyspaceName().equals(name))
                        .filter(table -> table.status()
                                .map(s -> !GOING.contains(s.toUpperCase(Locale.ROOT)))
                                .orElse(true))
                        .map(this::table)
                        .toList());
    }

    private static TypeDefinition type(TypeRow row) {
        if (row.fieldNames().size() != row.fieldTypes().size()) {
            throw new IllegalArgumentException("Type " + row.keyspaceName() + "." + row.typeName() + " has "
                    + row.fieldNames().size() + " field names and "
                    + row.fieldTypes().size() + " field types.");
        }
        List<FieldDefinition> fields = new ArrayList<>();
        for (int i = 0; i < row.fieldNames().size(); i++) {
            String field = row.fieldNames().get(i);
            String where = "type " + row.keyspaceName() + "." + row.typeName() + ", field " + field;
            fields.add(FieldDefinition.of(field, cqlType(where, row.fieldTypes().get(i))));
        }
        return new TypeDefinition(CqlIdentifier.of(row.typeName()), fields);
    }

    private LiveTable table(TableRow row) {
        String name = row.keyspaceName() + "." + row.tableName();
        List<ColumnRow> all = columns.getOrDefault(name, List.of());
        if (all.isEmpty()) {
            throw new IllegalStateException(
                    "Table " + name + " has no columns in the schema tables yet; they must be read again.");
        }
        List<ColumnDefinition> definitions = new ArrayList<>();
        List<ColumnRow> partition = new ArrayList<>();
        List<ColumnRow> clustering = new ArrayList<>();
        for (ColumnRow column : all) {
            String where = "table " + name + ", column " + column.columnName();
            definitions.add(new ColumnDefinition(
                    CqlIdentifier.of(column.columnName()),
                    cqlType(where, column.type()),
                    column.kind().equals("static")));
            switch (column.kind()) {
                case "partition_key" -> partition.add(column);
                case "clustering" -> clustering.add(column);
                case "regular", "static", "compact_value" -> {}
                default ->
                    throw new IllegalArgumentException(
                            "The schema tables give " + where + " the unknown kind '" + column.kind() + "'.");
            }
        }
        partition.sort(Comparator.comparingInt(ColumnRow::position));
        clustering.sort(Comparator.comparingInt(ColumnRow::position));
        return new LiveTable(
                CqlIdentifier.of(row.tableName()),
                definitions,
                partition.stream()
                        .map(column -> CqlIdentifier.of(column.columnName()))
                        .toList(),
                clustering.stream().map(SystemSchemaReader::clusteringColumn).toList(),
                enabled(row),
                rows.indexes().stream()
                        .filter(index -> index.keyspaceName().equals(row.keyspaceName())
                                && index.tableName().equals(row.tableName()))
                        .map(IndexTarget::read)
                        .toList());
    }

    private static ClusteringColumn clusteringColumn(ColumnRow row) {
        SortOrder order = row.clusteringOrder().equalsIgnoreCase("desc") ? SortOrder.DESC : SortOrder.ASC;
        return ClusteringColumn.of(row.columnName(), order);
    }

    private static Set<TableFeature> enabled(TableRow row) {
        Set<TableFeature> enabled = EnumSet.allOf(TableFeature.class);
        row.customProperties()
                .ifPresent(properties -> enabled.removeIf(feature -> !"enabled"
                        .equalsIgnoreCase(properties
                                .getOrDefault(feature.customProperty(), Map.of())
                                .get("status"))));
        return enabled;
    }

    private static CqlType cqlType(String where, String text) {
        try {
            return CqlType.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The schema tables give " + where + " a type that cannot be read. " + e.getMessage(), e);
        }
    }
}
