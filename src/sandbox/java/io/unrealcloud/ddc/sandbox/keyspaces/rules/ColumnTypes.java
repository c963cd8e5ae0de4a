package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which types a column or a field may have. */
public final class ColumnTypes {

    /** Amazon Keyspaces developer guide: quotas, nesting levels of frozen collections. */
    private static final int MAX_DEPTH = 8;

    private ColumnTypes() {}

    /** Fields of a new type. Answers them with their types in canonical spelling. */
    public static List<Column> checkFields(List<Column> fields, KnownTypes known) {
        distinct(fields);
        return fields.stream()
                .map(field -> {
                    CqlType type = CqlType.parse(field.type());
                    common(field.name(), type, known, MAX_DEPTH - 1);
                    if (type.all().anyMatch(CqlType::isCounter)) {
                        throw ServiceError.validation("Field " + field.name() + ": counters cannot be in a type");
                    }
                    if (type instanceof CqlType.Udt udt && !udt.frozen()) {
                        throw ServiceError.validation("Field " + field.name() + ": a user-defined type inside another"
                                + " must be frozen: frozen<" + udt.name() + ">");
                    }
                    return new Column(field.name(), type.toString());
                })
                .toList();
    }

    /** Columns of a table. Answers them with their types in canonical spelling. */
    public static List<Column> checkColumns(List<Column> columns, KnownTypes known) {
        distinct(columns);
        return columns.stream()
                .map(column -> {
                    Names.column(column.name());
                    CqlType type = CqlType.parse(column.type());
                    common(column.name(), type, known, MAX_DEPTH);
                    if (!type.isCounter() && type.all().anyMatch(CqlType::isCounter)) {
                        throw ServiceError.validation(
                                "Column " + column.name() + ": counters cannot be inside a collection or tuple");
                    }
                    nothingMutableInside(column.name(), type, known);
                    return new Column(column.name(), type.toString());
                })
                .toList();
    }

    private static void distinct(List<Column> columns) {
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw ServiceError.validation("Duplicate column name " + column.name());
            }
        }
    }

    /** Seen on the live service: an unknown type is reported as a missing user-defined type, by name. */
    private static void common(String name, CqlType type, KnownTypes known, int maxDepth) {
        type.udts().filter(udt -> known.fieldsOf(udt).isEmpty()).findFirst().ifPresent(missing -> {
            throw ServiceError.validation("Column " + name + ": user-defined type " + missing + " does not exist");
        });
        type.all()
                .filter(CqlType.Collection.class::isInstance)
                .flatMap(c -> c.children().stream())
                .forEach(element -> {
                    if (!element.immutableWhole()) {
                        throw ServiceError.validation("Column " + name + ": " + element
                                + " inside a collection must be frozen: frozen<" + element + ">");
                    }
                });
        int depth = nesting(type, known);
        if (depth > maxDepth) {
            throw ServiceError.validation(
                    "Column " + name + ": types are nested " + depth + " levels deep, at most " + maxDepth);
        }
    }

    /** Apache Cassandra refuses a user-defined type that is not frozen and has fields that are collections. */
    private static void nothingMutableInside(String name, CqlType type, KnownTypes known) {
        if (type instanceof CqlType.Udt udt && !udt.frozen()) {
            for (Column field : known.fieldsOf(udt.name()).orElse(List.of())) {
                if (!CqlType.parse(field.type()).immutableWhole()) {
                    throw ServiceError.validation("Column " + name + ": type " + udt.name()
                            + " has collections that are not frozen, so it must be frozen: frozen<" + udt.name() + ">");
                }
            }
        }
    }

    /** Levels of collections, tuples and user-defined types within each other; 0 for a scalar. */
    public static int nesting(CqlType type, KnownTypes known) {
        return switch (type) {
            case CqlType.Scalar s -> 0;
            case CqlType.Udt u -> 1 + deepest(known.fieldsOf(u.name()).orElse(List.of()), known);
            case CqlType.Collection c ->
                1 + c.elements().stream().mapToInt(e -> nesting(e, known)).max().orElse(0);
            case CqlType.Tuple t ->
                1 + t.elements().stream().mapToInt(e -> nesting(e, known)).max().orElse(0);
        };
    }

    /** The nesting of the deepest of the fields. */
    public static int deepest(List<Column> fields, KnownTypes known) {
        return fields.stream()
                .mapToInt(f -> nesting(CqlType.parse(f.type()), known))
                .max()
                .orElse(0);
    }
}
