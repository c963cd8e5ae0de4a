package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import java.util.List;

/**
 * One keyspace as the model wants it.
 *
 * @param regions the Regions it is replicated to, sorted; empty for one Region
 * @param managed whether this resource creates and changes it; a secondary Region only uses what is shared
 */
public record DesiredKeyspace(
        KeyspaceRole role, String name, List<String> regions, boolean managed, KeyspaceSchema schema) {
    public DesiredKeyspace {
        regions = List.copyOf(regions);
    }

    public boolean shared() {
        return !regions.isEmpty();
    }
}
