package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What garbage collection removes from a namespace. */
public enum GcMethod {
    @JsonProperty("None")
    NONE,
    @JsonProperty("LastAccess")
    LAST_ACCESS,
    @JsonProperty("TTL")
    TTL,
    @JsonProperty("Always")
    ALWAYS
}
