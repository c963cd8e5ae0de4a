package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What becomes of nodes that run, when their instance type or image is no longer the resource's. */
public enum NodeReplacement {
    /** They stay as they are; nodes that are started later are as the resource says. */
    @JsonProperty("Never")
    NEVER,
    /** They are replaced one by one. */
    @JsonProperty("Rolling")
    ROLLING
}
