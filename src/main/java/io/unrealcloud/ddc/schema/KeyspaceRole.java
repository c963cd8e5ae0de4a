package io.unrealcloud.ddc.schema;

/** Which of the keyspaces of one DDC a table lives in. */
public enum KeyspaceRole {
    /** DDC's "Default Keyspace": shared by all Regions. */
    REPLICATED,
    /** {@code <keyspace>_local_<suffix>}: one Region's own, never replicated to another. */
    LOCAL,
    /** {@code <keyspace>_local_ddc_global}: shared by all Regions; not a keyspace of DDC. */
    GLOBAL
}
