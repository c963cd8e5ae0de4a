package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Processor and memory of one container. */
@ApiPart
public record ResourcesSpec(
        @JsonPropertyDescription("What is set aside for it.")
        ResourceAmounts requests,

        @JsonPropertyDescription("What it may take at most.")
        ResourceAmounts limits) {}
