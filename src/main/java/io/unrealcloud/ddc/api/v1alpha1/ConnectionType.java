package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kind of database DDC is connected to. */
public enum ConnectionType {
    @JsonProperty("keyspaces")
    KEYSPACES,
    @JsonProperty("scylla")
    SCYLLA
}
