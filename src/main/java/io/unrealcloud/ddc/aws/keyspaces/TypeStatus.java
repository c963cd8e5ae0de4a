package io.unrealcloud.ddc.aws.keyspaces;

/** State of a user-defined type; {@code UNKNOWN} is a value newer than this operator. */
public enum TypeStatus {
    ACTIVE,
    CREATING,
    DELETING,
    RESTORING,
    UNKNOWN
}
