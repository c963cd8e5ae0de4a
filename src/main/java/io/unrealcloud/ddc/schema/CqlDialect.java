package io.unrealcloud.ddc.schema;

/** Whose DDL is written. */
public enum CqlDialect {
    /** Apache Cassandra. */
    CASSANDRA,
    /** ScyllaDB before it knew tablets: Apache Cassandra's, and indexes local to a partition. */
    SCYLLA,
    /** ScyllaDB that puts a keyspace on tablets unless it is told not to. */
    SCYLLA_TABLETS,
    /** Amazon Keyspaces: table features are switched on by {@code CUSTOM_PROPERTIES}. */
    KEYSPACES
}
