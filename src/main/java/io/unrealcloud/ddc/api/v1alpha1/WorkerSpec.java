package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A pod of its own for garbage collection and replication. */
@ApiPart
public record WorkerSpec(
        @JsonPropertyDescription("Whether there is one. Default: false.")
        Boolean enabled,

        @JsonPropertyDescription("What it gets of processor and memory. Default: what a serving pod gets.")
        ResourcesSpec resources) {}
