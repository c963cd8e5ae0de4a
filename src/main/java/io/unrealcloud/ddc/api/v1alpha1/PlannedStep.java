package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One step of a plan. */
@ApiPart
public record PlannedStep(
        @JsonPropertyDescription("Name of the step.") @Required @Size(max = 64)
        String name,

        @JsonPropertyDescription("What it does, such as create, change or delete.") @Required @Size(max = 16)
        String action,

        @JsonPropertyDescription("What it does it to.") @Size(max = 80)
        String target,

        @JsonPropertyDescription("Whether data is lost by it.")
        Boolean destructive,

        @JsonPropertyDescription("More about it.") @Size(max = 64)
        String detail) {}
