package io.unrealcloud.ddc.workload.settings;

/** What a pod of DDC does. */
public enum Role {
    /** Serves clients. */
    SERVER,
    /** Does background work only. */
    WORKER
}
