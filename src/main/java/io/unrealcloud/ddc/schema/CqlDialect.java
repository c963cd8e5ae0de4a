package io.unrealcloud.ddc.schema;

/** Whose DDL is written. */
public enum CqlDialect {
    /** Apache Cassandra and ScyllaDB. */
    CASSANDRA,
    /** Amazon Keyspaces: table features are switched on by {@code CUSTOM_PROPERTIES}. */
    KEYSPACES
}
