package io.unrealcloud.ddc.schema;

import java.util.List;
import java.util.Optional;

/** What one keyspace must hold: types in the order they can be created in, and tables. */
public record KeyspaceSchema(List<TypeDefinition> types, List<TableDefinition> tables) {

    public KeyspaceSchema {
        types = List.copyOf(types);
        tables = List.copyOf(tables);
    }

    public Optional<TypeDefinition> type(CqlIdentifier name) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    public Optional<TableDefinition> table(CqlIdentifier name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
