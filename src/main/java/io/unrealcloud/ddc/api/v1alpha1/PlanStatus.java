package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What the operator would do. */
@ApiPart
public record PlanStatus(
        @JsonPropertyDescription("The steps, in order; those without an order between them may run side by side.")
        @Size(max = 48)
        List<PlannedStep> steps,

        @JsonPropertyDescription("Estimated fixed cost in US dollars a month, without requests and storage.")
        @Size(max = 64)
        String costPerMonth) {}
