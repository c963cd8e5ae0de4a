package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.List;
import java.util.Map;

/** A table asked for; replicas is empty where nothing is said about single Regions. */
public record NewTable(
        String keyspace,
        String name,
        TableSchema schema,
        TableSettings settings,
        List<Replica> replicas,
        Map<String, String> tags) {

    public NewTable(String keyspace, String name, TableSchema schema, TableSettings settings) {
        this(keyspace, name, schema, settings, List.of(), Map.of());
    }
}
