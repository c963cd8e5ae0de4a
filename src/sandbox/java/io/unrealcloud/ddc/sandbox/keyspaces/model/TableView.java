package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A table as seen from one Region at one moment; replicas is empty in a single-Region keyspace. */
public record TableView(
        Scope at,
        String keyspace,
        String name,
        Status status,
        Instant created,
        TableSchema schema,
        TableSettings settings,
        Instant lastUpdateToPayPerRequest,
        Instant earliestRestorable,
        List<TableReplica> replicas,
        String latestStreamArn,
        Map<String, String> tags) {

    public record TableReplica(
            String region, Status status, Capacity capacity, AutoScaling autoScaling, WarmThroughput warmThroughput) {}

    public String arn() {
        return at.tableArn(keyspace, name);
    }
}
