package io.unrealcloud.ddc.schema;

import java.util.List;

/** A user-defined type: its fields in order. */
public record TypeDefinition(CqlIdentifier name, List<FieldDefinition> fields) {
    public TypeDefinition {
        fields = List.copyOf(fields);
    }
}
