package io.unrealcloud.ddc.sandbox.cassandra;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What one Cassandra process is told.
 *
 * @param directory holds configuration, data, log and pid file; created when missing
 * @param address loopback or namespace-local address that every listener binds
 * @param nativePort port of the CQL listener, or 0 for any free one
 * @param storagePort port between nodes, or 0 for any free one
 * @param heapMegabytes fixed size of the Java heap
 * @param clusterName name the node reports
 * @param dataCenter data centre the node is in
 * @param ring the other nodes; empty for a lone one
 * @param durable false skips the flush of system tables after each schema change, which makes DDL several times
 *     faster but loses schema when the process is killed rather than ended
 * @param logins whether clients log in; a fresh node has the superuser {@code cassandra/cassandra}
 */
public record CassandraSettings(
        Path directory,
        String address,
        int nativePort,
        int storagePort,
        int heapMegabytes,
        String clusterName,
        String dataCenter,
        Optional<CassandraRing> ring,
        boolean durable,
        boolean logins) {
    public CassandraSettings {
        Objects.requireNonNull(directory);
        if (!clusterName.matches("[^\"\\\\\\p{Cntrl}]+")) {
            throw new IllegalArgumentException("Not the name of a cluster: " + clusterName);
        }
        requireName(dataCenter);
        if (!address.matches("[0-9a-fA-F.:]+")) {
            throw new IllegalArgumentException("Not an IP address: " + address);
        }
        if (heapMegabytes < 128) {
            throw new IllegalArgumentException("Cassandra needs at least 128 MB of heap, not " + heapMegabytes);
        }
    }

    /** A small node on 127.0.0.1 with free ports that keeps its data in {@code directory}. */
    public static CassandraSettings small(Path directory) {
        return new CassandraSettings(
                directory.toAbsolutePath(),
                "127.0.0.1",
                0,
                0,
                256,
                "sandbox",
                "sandbox",
                Optional.empty(),
                true,
                false);
    }

    /**
     * One node of several. All of them use the same ports and differ by address, as machines do.
     *
     * @param address loopback or namespace-local, this node's alone
     */
    public static CassandraSettings ofRing(
            Path directory, String address, int nativePort, String clusterName, String dataCenter, CassandraRing ring) {
        return new CassandraSettings(
                directory.toAbsolutePath(),
                address,
                nativePort,
                CassandraRing.STORAGE_PORT,
                160,
                clusterName,
                dataCenter,
                Optional.of(ring),
                true,
                false);
    }

    public CassandraSettings withNativePort(int port) {
        return new CassandraSettings(
                directory, address, port, storagePort, heapMegabytes, clusterName, dataCenter, ring, durable, logins);
    }

    public CassandraSettings withHeapMegabytes(int megabytes) {
        return new CassandraSettings(
                directory, address, nativePort, storagePort, megabytes, clusterName, dataCenter, ring, durable, logins);
    }

    /** Faster schema changes, at the price stated at {@code durable}. */
    public CassandraSettings throwAway() {
        return new CassandraSettings(
                directory,
                address,
                nativePort,
                storagePort,
                heapMegabytes,
                clusterName,
                dataCenter,
                ring,
                false,
                logins);
    }

    /** On another loopback or namespace-local address. */
    public CassandraSettings withAddress(String other) {
        return new CassandraSettings(
                directory,
                other,
                nativePort,
                storagePort,
                heapMegabytes,
                clusterName,
                dataCenter,
                ring,
                durable,
                logins);
    }

    /** With authentication and authorisation; nothing of them is cached. */
    public CassandraSettings withLogins() {
        return new CassandraSettings(
                directory,
                address,
                nativePort,
                storagePort,
                heapMegabytes,
                clusterName,
                dataCenter,
                ring,
                durable,
                true);
    }

    CassandraSettings withPorts(int cql, int storage) {
        return new CassandraSettings(
                directory, address, cql, storage, heapMegabytes, clusterName, dataCenter, ring, durable, logins);
    }

    /** Letters, digits and what names of data centres and zones have besides; nothing that YAML or a property would read. */
    static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_.-]+")) {
            throw new IllegalArgumentException("Not a plain name: " + name);
        }
    }
}
