package io.unrealcloud.ddc.schema;

import io.unrealcloud.ddc.schema.CqlType.Custom;
import io.unrealcloud.ddc.schema.CqlType.Frozen;
import io.unrealcloud.ddc.schema.CqlType.ListOf;
import io.unrealcloud.ddc.schema.CqlType.MapOf;
import io.unrealcloud.ddc.schema.CqlType.Native;
import io.unrealcloud.ddc.schema.CqlType.SetOf;
import io.unrealcloud.ddc.schema.CqlType.TupleOf;
import io.unrealcloud.ddc.schema.CqlType.Udt;
import io.unrealcloud.ddc.schema.CqlType.VectorOf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What both Amazon Keyspaces and CQL demand of the types and tables of one keyspace (Amazon Keyspaces developer
 * guide: functional differences, user-defined types, quotas; API reference: CreateTable, CreateType).
 */
final class KeyspaceRules {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,47}");

    private final KeyspaceSchema schema;
    private final List<String> problems = new ArrayList<>();

    private KeyspaceRules(KeyspaceSchema schema) {
        this.schema = schema;
    }

    /** One sentence for each rule broken, naming the type or table and the column. */
    static List<String> problems(KeyspaceSchema schema) {
        KeyspaceRules rules = new KeyspaceRules(schema);
        rules.checkTypes();
        unique(schema.tables().stream().map(TableDefinition::name))
                .forEach(name -> rules.problems.add("Table '" + name + "' is listed twice."));
        schema.tables().forEach(rules::checkTable);
        return rules.problems;
    }

    private void checkTypes() {
        Set<CqlIdentifier> above = new HashSet<>();
        for (TypeDefinition type : schema.types()) {
            String where = "Type '" + type.name() + "'";
            if (above.contains(type.name())) {
                problems.add(where + " is listed twice.");
            }
            checkName(where, type.name());
            if (Native.named(type.name().internal()).isPresent()) {
                problems.add(where + " has the name of a built-in type.");
            }
            if (type.fields().isEmpty()) {
                problems.add(where + " has no fields.");
            }
            for (FieldDefinition field : type.fields()) {
                String at = where + ", field '" + field.name() + "'";
                checkShape(at, field.type(), false);
                if (field.type().multiCell()) {
                    problems.add(at + ": '" + field.type().cql() + "' must be frozen inside another type.");
                }
                field.type()
                        .userTypes()
                        .filter(used -> !above.contains(used))
                        .forEach(used -> problems.add(
                                at + " uses type '" + used + "', which is not listed above it in this keyspace."));
            }
            above.add(type.name());
        }
    }

    private void checkTable(TableDefinition table) {
        String where = "Table '" + table.name() + "'";
        checkName(where, table.name());
        unique(table.columns().stream().map(ColumnDefinition::name))
                .forEach(name -> problems.add(where + " has column '" + name + "' twice."));
        checkKey(where, table);
        checkIndexes(where, table);
        boolean counters = table.columns().stream().anyMatch(column -> column.type() == Native.COUNTER);
        for (ColumnDefinition column : table.columns()) {
            String at = where + ", column '" + column.name() + "'";
            checkShape(at, column.type(), false);
            column.type()
                    .userTypes()
                    .filter(used -> schema.type(used).isEmpty())
                    .forEach(used ->
                            problems.add(at + " uses type '" + used + "', which is not defined in this keyspace."));
            if (counters && !table.isKey(column.name()) && column.type() != Native.COUNTER) {
                problems.add(at + ": a table with counters can have no other columns outside its key.");
            }
            if (column.isStatic() && table.clustering().isEmpty()) {
                problems.add(at + " is static, but the table has no clustering columns.");
            }
        }
        if (counters && table.ttl()) {
            problems.add(where + " has counters, and they cannot expire.");
        }
    }

    private void checkIndexes(String where, TableDefinition table) {
        for (IndexDefinition index : table.indexes()) {
            String at = where + ", index '" + index.name() + "'";
            checkName(at, index.name());
            if (index.local() && !index.partition().equals(table.partitionKey())) {
                problems.add(at + " is local to another key than the table's partition key.");
            }
            table.column(index.column())
                    .ifPresentOrElse(
                            column -> {
                                if (column.isStatic() || column.type().multiCell()) {
                                    problems.add(at + ": column '" + column.name() + "' cannot be indexed.");
                                }
                            },
                            () -> problems.add(at + ": '" + index.column() + "' is not one of its columns."));
        }
    }

    private void checkKey(String where, TableDefinition table) {
        if (table.partitionKey().isEmpty()) {
            problems.add(where + " has no partition key.");
        }
        List<CqlIdentifier> key = Stream.concat(
                        table.partitionKey().stream(),
                        table.clustering().stream().map(ClusteringColumn::column))
                .toList();
        unique(key.stream()).forEach(name -> problems.add(where + " has '" + name + "' twice in its primary key."));
        for (CqlIdentifier name : key) {
            String at = where + ", key column '" + name + "'";
            table.column(name)
                    .ifPresentOrElse(
                            column -> checkKeyColumn(at, column),
                            () -> problems.add(at + " is not one of its columns."));
        }
    }

    private void checkKeyColumn(String at, ColumnDefinition column) {
        if (column.isStatic()) {
            problems.add(at + " cannot be static.");
        }
        if (column.type().multiCell()) {
            problems.add(at + " must be frozen to be part of a key.");
        }
        if (column.type() == Native.COUNTER || column.type() == Native.DURATION) {
            problems.add(at + " cannot be a " + column.type().cql() + ".");
        }
    }

    /** {@code nested}: inside a collection, tuple or vector. */
    private void checkShape(String where, CqlType type, boolean nested) {
        if (nested && type.multiCell()) {
            problems.add(where + ": '" + type.cql() + "' must be frozen inside another type.");
        }
        if (nested && type == Native.COUNTER) {
            problems.add(where + ": a counter cannot be inside another type.");
        }
        switch (type) {
            case Frozen(CqlType inner) -> {
                if (inner instanceof Native || inner instanceof Frozen || inner instanceof Custom) {
                    problems.add(where + ": '" + inner.cql() + "' cannot be frozen.");
                }
                inner.inner().forEach(element -> checkShape(where, element, true));
            }
            case ListOf list -> checkShape(where, list.element(), true);
            case SetOf set -> checkShape(where, set.element(), true);
            case MapOf(CqlType key, CqlType value) -> {
                checkShape(where, key, true);
                checkShape(where, value, true);
            }
            case TupleOf tuple -> tuple.elements().forEach(element -> checkShape(where, element, true));
            case VectorOf vector -> problems.add(where + ": Amazon Keyspaces has no vector types.");
            case Custom custom -> problems.add(where + ": Amazon Keyspaces has no custom types.");
            case Native ignored -> {}
            case Udt ignored -> {}
        }
    }

    private void checkName(String where, CqlIdentifier name) {
        if (!NAME.matcher(name.internal()).matches()) {
            problems.add(where + ": a name is a lower-case letter, then up to 47 letters, digits and underscores.");
        }
    }

    private static List<CqlIdentifier> unique(Stream<CqlIdentifier> names) {
        Set<CqlIdentifier> seen = new HashSet<>();
        return names.filter(name -> !seen.add(name)).distinct().toList();
    }
}
