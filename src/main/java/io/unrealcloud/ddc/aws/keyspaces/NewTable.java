package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A table to create, with everything it shall have from its first moment.
 *
 * @param autoScaling only with provisioned capacity
 * @param replicas only in a multi-Region keyspace, and only what differs by Region
 * @param tags set on the table, in all its Regions
 */
public record NewTable(
        String keyspace,
        String name,
        TableSchema schema,
        TableSettings settings,
        Optional<AutoScaling> autoScaling,
        List<ReplicaSettings> replicas,
        Optional<WarmThroughput> warmThroughput,
        Map<String, String> tags) {
    public NewTable {
        Objects.requireNonNull(schema);
        Objects.requireNonNull(settings);
        replicas = List.copyOf(replicas);
        tags = Map.copyOf(tags);
    }
}
