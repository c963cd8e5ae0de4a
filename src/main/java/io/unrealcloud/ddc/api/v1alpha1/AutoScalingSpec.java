package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Scaling of each table's provisioned capacity. */
@ApiPart
public record AutoScalingSpec(
        @JsonPropertyDescription("Scaling of read capacity.")
        AutoScalingRangeSpec read,

        @JsonPropertyDescription("Scaling of write capacity.")
        AutoScalingRangeSpec write) {}
