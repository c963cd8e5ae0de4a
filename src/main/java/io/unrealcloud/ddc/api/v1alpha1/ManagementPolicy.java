package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the operator acts or only says what it would do. */
public enum ManagementPolicy {
    /** Create, change and heal. */
    @JsonProperty("Manage")
    MANAGE,
    /** Write {@code status.plan} and touch nothing, also when the resource is deleted. */
    @JsonProperty("Plan")
    PLAN
}
