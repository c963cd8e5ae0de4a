package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.List;
import java.util.Map;

/**
 * A keyspace as seen from one Region at one moment.
 *
 * @param replicas status per Region; one entry for a single-Region keyspace
 * @param tags     those of this Region
 */
public record KeyspaceView(
        Scope at, String name, Replication replication, List<ReplicaStatus> replicas, Map<String, String> tags) {

    /** @param tablesReplicationProgress for example {@code 43.21%}; null unless the Region is being added */
    public record ReplicaStatus(String region, Status status, String tablesReplicationProgress) {}

    public String arn() {
        return at.keyspaceArn(name);
    }

    /** The status in the Region looked from. */
    public Status status() {
        return replicas.stream()
                .filter(r -> r.region().equals(at.region()))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
