package io.unrealcloud.ddc.model;

/** ScyllaDB on EC2. The resource can name it; nothing acts on it yet. */
public record ScyllaBackend(Binding binding) implements DatabaseBackend {}
