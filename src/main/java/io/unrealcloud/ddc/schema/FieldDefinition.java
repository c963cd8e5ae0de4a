package io.unrealcloud.ddc.schema;

/** One field of a user-defined type. */
public record FieldDefinition(CqlIdentifier name, CqlType type) {

    public static FieldDefinition of(String name, CqlType type) {
        return new FieldDefinition(CqlIdentifier.of(name), type);
    }

    @Override
    public String toString() {
        return name + " " + type.cql();
    }
}
