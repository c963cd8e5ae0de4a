package io.unrealcloud.ddc.model;

/** A database DDC can keep its metadata in. */
public sealed interface DatabaseBackend permits KeyspacesBackend, ScyllaBackend {

    /** How the database is reached. */
    Binding binding();
}
