package io.unrealcloud.ddc.schema.live;

import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.TypeDefinition;
import java.util.List;
import java.util.Optional;

/**
 * A keyspace as it was read.
 *
 * @param multiRegion whether it is replicated to more than one Region of Amazon Keyspaces (or data centre)
 */
public record LiveKeyspace(String name, boolean multiRegion, List<TypeDefinition> types, List<LiveTable> tables) {

    public LiveKeyspace {
        types = List.copyOf(types);
        tables = List.copyOf(tables);
    }

    public Optional<TypeDefinition> type(CqlIdentifier type) {
        return types.stream().filter(t -> t.name().equals(type)).findFirst();
    }

    public Optional<LiveTable> table(CqlIdentifier table) {
        return tables.stream().filter(t -> t.name().equals(table)).findFirst();
    }
}
