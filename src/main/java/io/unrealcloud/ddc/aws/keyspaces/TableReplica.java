package io.unrealcloud.ddc.aws.keyspaces;

import java.util.Optional;

/** One Region's replica of a table. */
public record TableReplica(
        String region,
        TableStatus status,
        String statusText,
        Capacity capacity,
        Optional<WarmThroughputState> warmThroughput) {}
