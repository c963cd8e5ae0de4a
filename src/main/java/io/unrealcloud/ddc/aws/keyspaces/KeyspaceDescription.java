package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;

/**
 * A keyspace as the service reports it. A single-Region keyspace has no status: it is there or not.
 *
 * @param regions Regions it is replicated to, this one included; empty if the service names none
 * @param replicas state per Region; empty for a single-Region keyspace
 */
public record KeyspaceDescription(
        String name, String arn, ReplicationStrategy strategy, List<String> regions, List<KeyspaceReplica> replicas) {
    public KeyspaceDescription {
        regions = List.copyOf(regions);
        replicas = List.copyOf(replicas);
    }

    /** Whether every replica is ready for DDL; trivially so for a single-Region keyspace. */
    public boolean active() {
        return replicas.stream().allMatch(replica -> replica.status() == KeyspaceStatus.ACTIVE);
    }
}
