package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a table's columns and keys make sense together. */
public final class Schemas {

    /** Amazon Keyspaces developer guide: quotas, table schema size. */
    private static final int MAX_BYTES = 350 * 1024;

    private Schemas() {}

    /** Answers the schema with types in canonical spelling. */
    public static TableSchema check(TableSchema schema, KnownTypes known) {
        TableSchema checked = new TableSchema(
                ColumnTypes.checkColumns(schema.columns(), known),
                schema.partitionKeys(),
                schema.clusteringKeys(),
                schema.staticColumns());
        keys(checked);
        statics(checked);
        counters(checked);
        size(checked);
        return checked;
    }

    /** Columns can be added, not changed (Amazon Keyspaces API reference: UpdateTable has addColumns only). */
    public static TableSchema add(TableSchema schema, List<Column> added, KnownTypes known) {
        for (Column column : added) {
            if (schema.column(column.name()).isPresent()) {
                throw ServiceError.validation("Column " + column.name() + " already exists");
            }
        }
        TableSchema all = schema.withMore(ColumnTypes.checkColumns(added, known));
        counters(all);
        size(all);
        return all;
    }

    private static void keys(TableSchema schema) {
        if (schema.partitionKeys().isEmpty()) {
            throw ServiceError.validation("A table needs at least one partition key column");
        }
        Set<String> keys = new HashSet<>();
        schema.partitionKeys().forEach(key -> key(schema, key, keys));
        schema.clusteringKeys().stream().map(ClusteringColumn::name).forEach(key -> key(schema, key, keys));
    }

    private static void key(TableSchema schema, String name, Set<String> seen) {
        if (!seen.add(name)) {
            throw ServiceError.validation("Column " + name + " is in the primary key twice");
        }
        CqlType type = CqlType.parse(schema.column(name)
                .orElseThrow(() -> ServiceError.validation("Key column " + name + " is not among the columns"))
                .type());
        if (type.isCounter()) {
            throw ServiceError.validation("Key column " + name + " cannot be a counter");
        }
        if (!type.immutableWhole()) {
            throw ServiceError.validation("Key column " + name + " has type " + type + ", which must be frozen");
        }
    }

    private static void statics(TableSchema schema) {
        if (!schema.staticColumns().isEmpty() && schema.clusteringKeys().isEmpty()) {
            throw ServiceError.validation("Static columns need a table with clustering columns");
        }
        Set<String> seen = new HashSet<>();
        for (String name : schema.staticColumns()) {
            if (schema.column(name).isEmpty()) {
                throw ServiceError.validation("Static column " + name + " is not among the columns");
            }
            if (schema.isKey(name)) {
                throw ServiceError.validation("Key column " + name + " cannot be static");
            }
            if (!seen.add(name)) {
                throw ServiceError.validation("Static column " + name + " is given twice");
            }
        }
    }

    /** Counters and other columns outside the key do not mix in one table. */
    private static void counters(TableSchema schema) {
        List<Column> regular =
                schema.columns().stream().filter(c -> !schema.isKey(c.name())).toList();
        long counters = regular.stream().filter(c -> isCounter(c)).count();
        if (counters > 0 && counters < regular.size()) {
            throw ServiceError.validation("A table with counters cannot have other columns outside its key");
        }
    }

    /** Whether the table counts; such a table takes no default time to live. */
    public static boolean isCounterTable(TableSchema schema) {
        return schema.columns().stream().anyMatch(Schemas::isCounter);
    }

    private static boolean isCounter(Column column) {
        return CqlType.parse(column.type()).isCounter();
    }

    private static void size(TableSchema schema) {
        int bytes = schema.columns().stream()
                .mapToInt(c -> (c.name() + c.type()).getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes > MAX_BYTES) {
            throw ServiceError.validation("The schema is larger than " + MAX_BYTES + " bytes");
        }
    }
}
