package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.KeyspacesBackend;
import java.util.Set;

/** Reads what only CQL tells: the account's partitioner, and the whole schema in one go. */
@FunctionalInterface
public interface KeyspacesCql {

    /** Never throws: what goes wrong is part of the answer. */
    CqlFacts read(KeyspacesBackend backend, Set<String> keyspaces);
}
