package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How the connection is authenticated. */
public enum AuthType {
    @JsonProperty("iam")
    IAM,
    @JsonProperty("credentials")
    CREDENTIALS
}
