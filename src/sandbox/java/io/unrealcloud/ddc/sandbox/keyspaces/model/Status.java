package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** The life of a keyspace replica, a table or a type. Not every kind of object reaches every status. */
public enum Status {
    ACTIVE,
    CREATING,
    UPDATING,
    DELETING,
    RESTORING,
    INACCESSIBLE_ENCRYPTION_CREDENTIALS
}
