package io.unrealcloud.ddc.sandbox.scylla.front;

import java.util.List;
import java.util.Map;

/**
 * Which of Cassandra's system tables ScyllaDB has, with which columns, and what is said in them otherwise. A column of
 * Cassandra that is not named is not shown; one that is named and that Cassandra has not is left out.
 */
final class NodeTables {
    /** What ScyllaDB says to drivers that look for features of Cassandra. */
    static final String RELEASE = "3.0.8";

    static final String CQL_VERSION = "3.3.1";

    private static final List<String> LOCAL = List.of(
            "key",
            "bootstrapped",
            "broadcast_address",
            "cluster_name",
            "cql_version",
            "data_center",
            "gossip_generation",
            "host_id",
            "listen_address",
            "native_protocol_version",
            "partitioner",
            "rack",
            "release_version",
            "rpc_address",
            "schema_version",
            "tokens",
            "truncated_at");
    private static final List<String> PEERS = List.of(
            "peer",
            "data_center",
            "host_id",
            "preferred_ip",
            "rack",
            "release_version",
            "rpc_address",
            "schema_version",
            "tokens");
    private static final List<String> TABLE_OPTIONS = List.of(
            "bloom_filter_fp_chance",
            "caching",
            "comment",
            "compaction",
            "compression",
            "crc_check_chance",
            "dclocal_read_repair_chance",
            "default_time_to_live",
            "extensions",
            "flags",
            "gc_grace_seconds",
            "id",
            "max_index_interval",
            "memtable_flush_period_in_ms",
            "min_index_interval",
            "read_repair_chance",
            "speculative_retry");

    /** Values that are ScyllaDB's and not Cassandra's. */
    static final Map<String, Object> SAID =
            Map.of("release_version", RELEASE, "cql_version", CQL_VERSION, "native_protocol_version", "4");

    private NodeTables() {}

    /** Columns to show of a table in {@code system}; empty if the table is not answered here. */
    static List<String> ofSystem(String table) {
        return switch (table) {
            case "local" -> LOCAL;
            case "peers" -> PEERS;
            default -> List.of();
        };
    }

    /** The same for {@code system_schema}; the first ones are the key. */
    static List<String> ofSchema(String table) {
        return switch (table) {
            case "keyspaces" -> List.of("keyspace_name", "durable_writes", "replication");
            case "tables" -> join(List.of("keyspace_name", "table_name"), TABLE_OPTIONS);
            case "views" ->
                join(
                        List.of(
                                "keyspace_name",
                                "view_name",
                                "base_table_id",
                                "base_table_name",
                                "include_all_columns",
                                "where_clause"),
                        TABLE_OPTIONS);
            case "columns" ->
                List.of(
                        "keyspace_name",
                        "table_name",
                        "column_name",
                        "clustering_order",
                        "column_name_bytes",
                        "kind",
                        "position",
                        "type");
            case "types" -> List.of("keyspace_name", "type_name", "field_names", "field_types");
            case "dropped_columns" ->
                List.of("keyspace_name", "table_name", "column_name", "dropped_time", "kind", "type");
            case "triggers" -> List.of("keyspace_name", "table_name", "trigger_name", "options");
            case "functions" ->
                List.of(
                        "keyspace_name",
                        "function_name",
                        "argument_types",
                        "argument_names",
                        "body",
                        "called_on_null_input",
                        "language",
                        "return_type");
            case "aggregates" ->
                List.of(
                        "keyspace_name",
                        "aggregate_name",
                        "argument_types",
                        "final_func",
                        "initcond",
                        "return_type",
                        "state_func",
                        "state_type");
            default -> List.of();
        };
    }

    private static List<String> join(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
