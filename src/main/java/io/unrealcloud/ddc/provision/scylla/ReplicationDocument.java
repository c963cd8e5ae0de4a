package io.unrealcloud.ddc.provision.scylla;

import java.util.SortedMap;

/**
 * Changes the replication of a keyspace by a Systems Manager document on a node, for {@code replicationFix: Ssm}. A call
 * never waits: it starts, or says how far things are.
 */
public interface ReplicationDocument {

    /**
     * Starts the document if it was not started yet for just this change, and tells how it stands. Whether it did what it
     * was to do is read back over CQL.
     *
     * @param factors the whole replication as it shall be afterwards, by data centre
     */
    NodeCommands.Progress run(ScyllaCluster cluster, String keyspace, SortedMap<String, Integer> factors);
}
