package io.unrealcloud.ddc.schema.live;

import java.util.List;
import java.util.Optional;

/** The keyspaces that were read; one that does not exist is not in the list. */
public record LiveSchema(List<LiveKeyspace> keyspaces) {

    public LiveSchema {
        keyspaces = List.copyOf(keyspaces);
    }

    public Optional<LiveKeyspace> keyspace(String name) {
        return keyspaces.stream().filter(k -> k.name().equals(name)).findFirst();
    }
}
