package io.unrealcloud.ddc.sandbox.keyspaces;

/** What takes time in the service, each with a delay of its own (zero: at once). */
public enum Delay {
    CREATE_KEYSPACE,
    ADD_REGION,
    DELETE_KEYSPACE,
    CREATE_TYPE,
    DELETE_TYPE,
    CREATE_TABLE,
    UPDATE_TABLE,
    DELETE_TABLE,
    RESTORE_TABLE,
    /** For how long after CreateKeyspace the API still answers that the keyspace does not exist. */
    KEYSPACE_NOT_FOUND_LAG,
    /** For how long after UpdateTable and DeleteTable the API still shows the table as ACTIVE. */
    STATUS_LAG
}
