package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/**
 * One aspect of the resource's state. The type is text, not {@link ConditionType}, so that a condition of a
 * newer operator can still be read.
 */
@ApiPart
public record Condition(
        @JsonPropertyDescription("What the condition is about.")
        @Required
        @Pattern("^[A-Z][A-Za-z]*$")
        @Size(min = 1, max = 32)
        String type,

        @JsonPropertyDescription("True, False or Unknown.") @Required
        ConditionStatus status,

        @JsonPropertyDescription("The metadata.generation the condition speaks of.")
        Long observedGeneration,

        @JsonPropertyDescription("When status last changed.") @Required @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant lastTransitionTime,

        @JsonPropertyDescription("Why, in one word.") @Required @Pattern("^[A-Z][A-Za-z0-9]*$") @Size(min = 1, max = 40)
        String reason,

        @JsonPropertyDescription("What happened and what to do next.") @Required @Size(max = 512)
        String message) {}
