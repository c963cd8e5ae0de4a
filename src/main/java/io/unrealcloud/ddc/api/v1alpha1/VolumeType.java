package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** EBS volume types a node's root volume may have. */
public enum VolumeType {
    @JsonProperty("gp3")
    GP3,
    @JsonProperty("io2")
    IO2
}
