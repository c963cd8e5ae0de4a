package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.KeyspaceSchema;

/**
 * One keyspace as the model wants it.
 *
 * @param managed whether this resource makes it and what is in it; what Regions share is made in the primary one
 */
public record DesiredKeyspace(KeyspaceRole role, String name, boolean managed, KeyspaceSchema schema) {}
