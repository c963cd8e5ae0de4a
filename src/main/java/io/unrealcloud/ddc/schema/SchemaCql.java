package io.unrealcloud.ddc.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes DDL, one statement a string, without the closing semicolon. Names and values reach the text only
 * through {@link CqlIdentifier} and {@link CqlLiteral}.
 *
 * @param ifNotExists whether creating what exists is no error
 */
public record SchemaCql(CqlDialect dialect, boolean ifNotExists) {

    /** Never on tablets, where there are any: they refuse the indexes DDC needs (ScyllaDB: tablets, limitations). */
    public String createKeyspace(CqlIdentifier keyspace, Replication replication) {
        String tablets =
                switch (dialect) {
                    case SCYLLA_TABLETS -> "\n    AND tablets = {'enabled': false}";
                    case CASSANDRA, SCYLLA, KEYSPACES -> "";
                };
        return "CREATE KEYSPACE " + unlessThere() + keyspace.cql() + "\n    WITH replication = "
                + CqlLiteral.map(replication.options()) + "\n    AND durable_writes = true" + tablets;
    }

    /** Changes where the rows of a keyspace are kept; those that are there do not move by themselves. */
    public String alterReplication(CqlIdentifier keyspace, Replication replication) {
        return "ALTER KEYSPACE " + keyspace.cql() + " WITH replication = " + CqlLiteral.map(replication.options());
    }

    public String createType(CqlIdentifier keyspace, TypeDefinition type) {
        String fields = type.fields().stream()
                .map(field -> "    " + field.name().cql() + " " + field.type().cql())
                .collect(Collectors.joining(",\n"));
        return "CREATE TYPE " + unlessThere() + qualified(keyspace, type.name()) + " (\n" + fields + "\n)";
    }

    public String createTable(CqlIdentifier keyspace, TableDefinition table) {
        return createTable(keyspace, table, Optional.empty());
    }

    /** @param comment kept with the table by the database; Amazon Keyspaces has none */
    public String createTable(CqlIdentifier keyspace, TableDefinition table, Optional<String> comment) {
        List<String> lines = new ArrayList<>();
        table.columns().forEach(column -> lines.add("    " + column(column)));
        lines.add("    PRIMARY KEY (" + primaryKey(table) + ")");
        return "CREATE TABLE " + unlessThere() + qualified(keyspace, table.name()) + " (\n" + String.join(",\n", lines)
                + "\n)" + options(table, comment);
    }

    public String createIndex(CqlIdentifier keyspace, CqlIdentifier table, IndexDefinition index) {
        IndexDefinition possible = live(index);
        return "CREATE INDEX " + unlessThere() + possible.name().cql() + " ON " + qualified(keyspace, table) + " "
                + possible;
    }

    /** The index as a database of this dialect keeps it. */
    public IndexDefinition live(IndexDefinition index) {
        return switch (dialect) {
            case SCYLLA, SCYLLA_TABLETS -> index;
            case CASSANDRA, KEYSPACES -> index.global();
        };
    }

    /** The schema as a database of this dialect shows it. */
    public KeyspaceSchema live(KeyspaceSchema schema) {
        return new KeyspaceSchema(
                schema.types(),
                schema.tables().stream()
                        .map(table -> table.withIndexes(
                                table.indexes().stream().map(this::live).toList()))
                        .toList());
    }

    /** Adds a regular or static column to a table that exists. */
    public String addColumn(CqlIdentifier keyspace, CqlIdentifier table, ColumnDefinition column) {
        return "ALTER TABLE " + qualified(keyspace, table) + " ADD " + column(column);
    }

    /** Changes the comment of a table that exists. */
    public String comment(CqlIdentifier keyspace, CqlIdentifier table, String comment) {
        return "ALTER TABLE " + qualified(keyspace, table) + " WITH comment = " + CqlLiteral.text(comment);
    }

    /** Switches a feature on for a table that exists; only Amazon Keyspaces has such a switch. */
    public String enable(CqlIdentifier keyspace, CqlIdentifier table, TableFeature feature) {
        return switch (dialect) {
            case KEYSPACES ->
                "ALTER TABLE " + qualified(keyspace, table) + " WITH " + customProperties(Set.of(feature));
            case CASSANDRA, SCYLLA, SCYLLA_TABLETS ->
                throw new IllegalStateException("Tables of Apache Cassandra and ScyllaDB always have " + feature.words()
                        + "; there is nothing to switch on.");
        };
    }

    /** Everything in one keyspace, in an order in which it can be created. */
    public List<String> statements(CqlIdentifier keyspace, KeyspaceSchema schema) {
        List<String> statements = new ArrayList<>();
        schema.types().forEach(type -> statements.add(createType(keyspace, type)));
        schema.tables().forEach(table -> statements.add(createTable(keyspace, table)));
        schema.tables().forEach(table -> table.indexes()
                .forEach(index -> statements.add(createIndex(keyspace, table.name(), index))));
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

    private String options(TableDefinition table, Optional<String> comment) {
        List<String> options = new ArrayList<>();
        if (!table.clustering().isEmpty()) {
            options.add(table.clustering().stream()
                    .map(key -> key.column().cql() + " " + key.order())
                    .collect(Collectors.joining(", ", "CLUSTERING ORDER BY (", ")")));
        }
        if (dialect == CqlDialect.KEYSPACES && !table.features().isEmpty()) {
            options.add(customProperties(table.features()));
        }
        comment.ifPresent(text -> options.add("comment = " + CqlLiteral.text(text)));
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
