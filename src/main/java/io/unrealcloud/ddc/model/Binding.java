package io.unrealcloud.ddc.model;

/**
 * How a database is reached, in the same shape for every backend (the planning document's
 * {@code database_connection}).
 *
 * @param keyspaceName the keyspace the binding names: the local one, or the global one with several Regions
 */
public record Binding(Type type, String host, int port, Auth auth, String keyspaceName, boolean multiRegion) {

    public enum Type {
        KEYSPACES,
        SCYLLA
    }

    public enum Auth {
        IAM,
        CREDENTIALS
    }
}
