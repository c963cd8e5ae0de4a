package io.unrealcloud.ddc.workload.settings;

/** The kind of database DDC is set up for. */
public enum Backend {
    KEYSPACES,
    SCYLLA
}
