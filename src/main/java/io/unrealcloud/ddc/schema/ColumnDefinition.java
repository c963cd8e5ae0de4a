package io.unrealcloud.ddc.schema;

/** One column of a table; {@code isStatic} columns have one value per partition. */
public record ColumnDefinition(CqlIdentifier name, CqlType type, boolean isStatic) {

    public static ColumnDefinition regular(String name, CqlType type) {
        return new ColumnDefinition(CqlIdentifier.of(name), type, false);
    }
}
