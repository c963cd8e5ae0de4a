package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;
import java.util.Optional;

/**
 * A table as the service reports it. Auto scaling is read apart, by {@link KeyspacesPort#autoScaling}.
 *
 * @param statusText the service's own word, also when it is one this operator does not know
 * @param replicas state per Region; empty in a single-Region keyspace
 * @param warmThroughput empty if the service does not report it
 */
public record TableDescription(
        String keyspace,
        String name,
        String arn,
        TableStatus status,
        String statusText,
        TableSchema schema,
        TableSettings settings,
        List<TableReplica> replicas,
        Optional<WarmThroughputState> warmThroughput) {
    public TableDescription {
        replicas = List.copyOf(replicas);
    }

    /** Whether the table and every replica of it is ready for use and for the next change. */
    public boolean active() {
        return status == TableStatus.ACTIVE
                && replicas.stream().allMatch(replica -> replica.status() == TableStatus.ACTIVE);
    }
}
