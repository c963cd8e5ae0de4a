package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the role of DDC's pods comes from. */
public enum IdentityMode {
    /** The operator makes it. */
    @JsonProperty("Irsa")
    IRSA,
    /** It exists; the operator only checks it. */
    @JsonProperty("Existing")
    EXISTING
}
