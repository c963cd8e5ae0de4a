package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;

/** Amounts as Kubernetes writes them. */
@ApiPart
public record ResourceAmounts(
        @JsonPropertyDescription("Processors, such as '2' or 500m.")
        @Pattern(Limits.QUANTITY)
        @Size(min = 1, max = Limits.QUANTITY_MAX)
        String cpu,

        @JsonPropertyDescription("Memory, such as 4Gi.")
        @Pattern(Limits.QUANTITY)
        @Size(min = 1, max = Limits.QUANTITY_MAX)
        String memory) {}
