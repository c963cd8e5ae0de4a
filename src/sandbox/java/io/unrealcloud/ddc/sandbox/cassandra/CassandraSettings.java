package io.unrealcloud.ddc.sandbox.cassandra;

import java.nio.file.Path;
import java.util.Objects;

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
 * @param durable false skips the flush of system tables after each schema change, which makes DDL several times
 *     faster but loses schema when the process is killed rather than ended
 * @param logins whether a login is asked for and what it may do is checked; else everybody may do everything
 */
public record CassandraSettings(
        Path directory,
        String address,
        int nativePort,
        int storagePort,
        int heapMegabytes,
        String clusterName,
        String dataCenter,
        boolean durable,
        boolean logins) {
    public CassandraSettings {
        Objects.requireNonNull(directory);
        requireName(clusterName);
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
                directory.toAbsolutePath(), "127.0.0.1", 0, 0, 256, "sandbox", "sandbox", true, false);
    }

    public CassandraSettings withNativePort(int port) {
        return new CassandraSettings(
                directory, address, port, storagePort, heapMegabytes, clusterName, dataCenter, durable, logins);
    }

    public CassandraSettings withHeapMegabytes(int megabytes) {
        return new CassandraSettings(
                directory, address, nativePort, storagePort, megabytes, clusterName, dataCenter, durable, logins);
    }

    /** Faster schema changes, at the price stated at {@code durable}. */
    public CassandraSettings throwAway() {
        return new CassandraSettings(
                directory, address, nativePort, storagePort, heapMegabytes, clusterName, dataCenter, false, logins);
    }

    /** Listens elsewhere on the loopback network, so that several nodes can have the same port. */
    public CassandraSettings withAddress(String other) {
        return new CassandraSettings(
                directory, other, nativePort, storagePort, heapMegabytes, clusterName, dataCenter, durable, logins);
    }

    /** With authentication and authorisation; a fresh node has the superuser {@code cassandra/cassandra}. */
    public CassandraSettings withLogins() {
        return new CassandraSettings(
                directory, address, nativePort, storagePort, heapMegabytes, clusterName, dataCenter, durable, true);
    }

    CassandraSettings withPorts(int cql, int storage) {
        return new CassandraSettings(
                directory, address, cql, storage, heapMegabytes, clusterName, dataCenter, durable, logins);
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("Not a plain name: " + name);
        }
    }
}
