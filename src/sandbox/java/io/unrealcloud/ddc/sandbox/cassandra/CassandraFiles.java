package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the configuration files one node reads; the jars carry none. */
final class CassandraFiles {
    private CassandraFiles() {}

    static void write(CassandraSettings settings) throws IOException {
        Path conf = Files.createDirectories(settings.directory().resolve("conf"));
        Files.writeString(conf.resolve("cassandra.yaml"), yaml(settings));
        Files.writeString(
                conf.resolve("cassandra-rackdc.properties"),
                "dc=" + settings.dataCenter() + "\nrack="
                        + settings.ring().map(CassandraRing::rack).orElse("rack1") + "\n");
        Files.writeString(conf.resolve("logback.xml"), LOGBACK);
    }

    /**
     * Batch and frame limits are far above the service's, so that it is the front that refuses; caches and
     * thread pools are small, because several nodes may share a developer's machine.
     */
    static String yaml(CassandraSettings s) {
        Path data = s.directory().resolve("data");
        return """
            cluster_name: "%1$s"
            %7$s
            partitioner: org.apache.cassandra.dht.Murmur3Partitioner
            endpoint_snitch: GossipingPropertyFileSnitch
            seed_provider:
              - class_name: org.apache.cassandra.locator.SimpleSeedProvider
                parameters:
                  - seeds: "%6$s"
            listen_address: %2$s
            rpc_address: %2$s
            start_native_transport: true
            native_transport_port: %3$d
            native_transport_max_frame_size: 256MiB
            storage_port: %4$d
            data_file_directories: ["%5$s/files"]
            commitlog_directory: "%5$s/commitlog"
            hints_directory: "%5$s/hints"
            saved_caches_directory: "%5$s/caches"
            cdc_raw_directory: "%5$s/cdc"
            commitlog_sync: periodic
            commitlog_sync_period: 1s
            commitlog_segment_size: 32MiB
            commitlog_total_space: 128MiB
            memtable_heap_space: 48MiB
            memtable_offheap_space: 32MiB
            key_cache_size: 4MiB
            counter_cache_size: 1MiB
            file_cache_size: 32MiB
            networking_cache_size: 32MiB
            concurrent_reads: 16
            concurrent_writes: 16
            concurrent_counter_writes: 8
            concurrent_compactors: 1
            compaction_throughput: 64MiB/s
            batch_size_warn_threshold: 64MiB
            batch_size_fail_threshold: 128MiB
            unlogged_batch_across_partitions_warn_threshold: 100000
            column_index_size: 64KiB
            auto_snapshot: false
            %8$s
            materialized_views_enabled: true
            user_defined_functions_enabled: false
            """.formatted(
                s.clusterName(), s.address(), s.nativePort(), s.storagePort(), data, seeds(s), place(s), logins(s));
    }

    private static String logins(CassandraSettings s) {
        return s.logins()
                ? "authenticator: PasswordAuthenticator\nauthorizer: CassandraAuthorizer\nroles_validity: 0ms\n"
                        + "permissions_validity: 0ms\ncredentials_validity: 0ms"
                : "authenticator: AllowAllAuthenticator\nauthorizer: AllowAllAuthorizer";
    }

    private static String seeds(CassandraSettings s) {
        return s.ring().map(CassandraRing::seeds).orElse(List.of(s.address())).stream()
                .map(seed -> seed + ":" + s.storagePort())
                .collect(Collectors.joining(","));
    }

    /**
     * Nodes of a ring choose tokens that share the data evenly; few of them, since each is streamed by itself. A node is
     * believed dead after some 14 s of silence, a little earlier than by default.
     */
    private static String place(CassandraSettings s) {
        return s.ring().isPresent()
                ? "num_tokens: 8\nallocate_tokens_for_local_replication_factor: 3\nphi_convict_threshold: 6"
                : "num_tokens: 1\ninitial_token: 0";
    }

    /** Everything goes to standard output, which the parent keeps in one file. */
    private static final String LOGBACK = """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d{HH:mm:ss.SSS} %-5level %logger{0} - %msg%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="OUT"/></root>
        </configuration>
        """;
}
