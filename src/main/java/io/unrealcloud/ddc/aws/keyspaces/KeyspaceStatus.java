package io.unrealcloud.ddc.aws.keyspaces;

/** State of one Region's replica of a keyspace; {@code UNKNOWN} is a value newer than this operator. */
public enum KeyspaceStatus {
    ACTIVE,
    CREATING,
    UPDATING,
    DELETING,
    UNKNOWN
}
