package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Lets the load decide how many pods serve. */
@ApiPart
@ValidationRule(
        value = "self.minReplicas <= self.maxReplicas",
        message = "spec.application.autoscaling: minReplicas must not be more than maxReplicas; correct one of the two")
public record AutoscalingSpec(
        @JsonPropertyDescription("Fewest pods.") @Required @Min(1) @Max(100)
        Integer minReplicas,

        @JsonPropertyDescription("Most pods.") @Required @Min(1) @Max(100)
        Integer maxReplicas,

        @JsonPropertyDescription("Share of DDC's requested processor to aim at, in percent. Default: 75.")
        @Min(10)
        @Max(100)
        Integer targetCpuPercent) {}
