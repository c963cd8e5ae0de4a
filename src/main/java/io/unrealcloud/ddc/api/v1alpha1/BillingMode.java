package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How Amazon Keyspaces bills a table's capacity. */
public enum BillingMode {
    /** On demand. */
    @JsonProperty("PAY_PER_REQUEST")
    PAY_PER_REQUEST,
    /** By the hour for capacity that is set aside. */
    @JsonProperty("PROVISIONED")
    PROVISIONED
}
