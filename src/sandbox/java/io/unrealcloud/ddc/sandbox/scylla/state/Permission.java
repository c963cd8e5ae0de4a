package io.unrealcloud.ddc.sandbox.scylla.state;

/** What a role may be allowed to do (ScyllaDB manual: Grant Authorization CQL Reference). */
public enum Permission {
    CREATE,
    ALTER,
    DROP,
    SELECT,
    MODIFY,
    AUTHORIZE,
    DESCRIBE,
    EXECUTE
}
