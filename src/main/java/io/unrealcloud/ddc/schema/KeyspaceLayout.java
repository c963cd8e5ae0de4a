package io.unrealcloud.ddc.schema;

/** Which keyspaces there are. */
public enum KeyspaceLayout {
    /** A replicated and a local keyspace: one Region, and ScyllaDB in any number of Regions. */
    STANDARD,
    /**
     * Amazon Keyspaces with cross-Region replication: tables a profile wants to see in every Region move from the
     * local keyspace to a third, multi-Region one. Without such tables there is no third keyspace.
     */
    CROSS_REGION
}
