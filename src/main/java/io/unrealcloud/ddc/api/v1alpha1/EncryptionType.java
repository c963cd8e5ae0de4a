package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which key encrypts the tables at rest. */
public enum EncryptionType {
    @JsonProperty("AWS_OWNED_KMS_KEY")
    AWS_OWNED,
    @JsonProperty("CUSTOMER_MANAGED_KMS_KEY")
    CUSTOMER_MANAGED
}
