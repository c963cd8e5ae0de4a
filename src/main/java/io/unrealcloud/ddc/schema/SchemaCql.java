package io.unrealcloud.ddc.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes DDL, one statement a string, without the closing semicolon. Names and values reach the text only
 * through {@link CqlIdentifier} and {@link CqlLiteral}.
 *
 * @param ifNotExists whether creating what exists is no error
 */
public record SchemaCql(CqlDialect dialect, boolean ifNotExists) {

    public String createKeyspace(CqlIdentifier keyspace, Replication replication) {
        return "CREATE KEYSPACE " + unlessThere() + keyspace.cql() + "\n    WITH replication = "
                + CqlLiteral.map(replication.options()) + "\n    AND durable_writes = true";
    }

    public String createType(CqlIdentifier keyspace, TypeDefinition type) {
        String fields = type.fields().stream()
                .map(field -> "    " + field.name().cql() + " " + field.type().cql())
                .collect(Collectors.joining(",\n"));
        return "CREATE TYPE " + unlessThere() + qualified(keyspace, type.name()) + " (\n" + fields + "\n)";
    }

    public String createTable(CqlIdentifier keyspace, TableDefinition table) {
        List<String> lines = new ArrayList<>();
        table.columns().forEach(column -> lines.add("    " + column(column)));
        lines.add("    PRIMARY KEY (" + primaryKey(table) + ")");
        return "CREATE TABLE " + unlessThere() + qualified(keyspace, table.name()) + " (\n" + String.join(",\n", lines)
                + "\n)" + options(table);
    }

    /** Adds a regular or static column to a table that exists. */
    public String addColumn(CqlIdentifier keyspace, CqlIdentifier table, ColumnDefinition column) {
        return "ALTER TABLE " + qualified(keyspace, table) + " ADD " + column(column);
    }

    /** Switches a feature on for a table that exists; only Amazon Keyspaces has such a switch. */
    public String enable(CqlIdentifier keyspace, CqlIdentifier table, TableFeature feature) {
        return switch (dialect) {
            case KEYSPACES ->
                "ALTER TABLE " + qualified(keyspace, table) + " WITH " + customProperties(Set.of(feature));
            case CASSANDRA ->
                throw new IllegalStateException("Tables of Apache Cassandra and ScyllaDB always have " + feature.words()
                        + "; there is nothing to switch on.");
        };
    }

    /** Everything in one keyspace, in an order in which it can be created. */
    public List<String> statements(CqlIdentifier keyspace, KeyspaceSchema schema) {
        List<String> statements = new ArrayList<>();
        schema.types().forEach(type -> statements.add(createType(keyspace, type)));
        schema.tables().forEach(table -> statements.add(createTable(keyspace, table)));
        return statements;
    }

    private static String column(ColumnDefinition column) {
        return column.name().cql() + " " + column.type().cql() + (column.isStatic() ? " static" : "");
    }

    private static String primaryKey(TableDefinition table) {
        String partition =
                table.partitionKey().stream().map(CqlIdentifier::cql).collect(Collectors.joining(", ", "(", ")"));
        return table.clustering().stream()
                .map(key -> ", " + key.column().cql())
                .collect(Collectors.joining("", partition, ""));
    }

    private String options(TableDefinition table) {
        List<String> options = new ArrayList<>();
        if (!table.clustering().isEmpty()) {
            options.add(table.clustering().stream()
                    .map(key -> key.column().cql() + " " + key.order())
                    .collect(Collectors.joining(", ", "CLUSTERING ORDER BY (", ")")));
        }
        if (dialect == CqlDialect.KEYSPACES && !table.features().isEmpty()) {
            options.add(customProperties(table.features()));
        }
        return options.isEmpty() ? "" : " WITH " + String.join("\n    AND ", options);
    }

    private static String customProperties(Set<TableFeature> features) {
        Map<String, Map<String, String>> properties = new LinkedHashMap<>();
        features.forEach(feature -> properties.put(feature.customProperty(), Map.of("status", "enabled")));
        return "CUSTOM_PROPERTIES = " + CqlLiteral.map(properties);
    }

    private static String qualified(CqlIdentifier keyspace, CqlIdentifier name) {
        return keyspace.cql() + "." + name.cql();
    }

    private String unlessThere() {
        return ifNotExists ? "IF NOT EXISTS " : "";
    }
}
