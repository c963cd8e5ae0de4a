package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How an AWS object came under the operator's care. */
public enum ResourceOrigin {
    @JsonProperty("created")
    CREATED,
    @JsonProperty("adopted")
    ADOPTED
}
