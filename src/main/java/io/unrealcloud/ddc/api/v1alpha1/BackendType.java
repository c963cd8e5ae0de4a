package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The database backends. */
public enum BackendType {
    @JsonProperty("AmazonKeyspaces")
    AMAZON_KEYSPACES,
    @JsonProperty("Scylla")
    SCYLLA
}
