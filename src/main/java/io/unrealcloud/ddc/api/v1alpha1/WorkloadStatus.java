package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** DDC's pods. */
@ApiPart
public record WorkloadStatus(
        @JsonPropertyDescription("Pods that are ready.") Integer ready,
        @JsonPropertyDescription("Pods there shall be.") Integer desired,

        @JsonPropertyDescription("The revision of gateway, settings and schema that runs.") @Size(max = 64)
        String revision,

        @JsonPropertyDescription("What that revision consists of.")
        PinStatus pin) {}
