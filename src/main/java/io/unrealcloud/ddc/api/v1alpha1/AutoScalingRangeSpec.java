package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The range within which capacity scales, and the use it is scaled for. */
@ApiPart
@ValidationRule(
        value = "self.min <= self.max",
        message = "spec.database.amazonKeyspaces.currentRegion.autoScaling: min must not be greater than max; lower"
                + " min or raise max")
public record AutoScalingRangeSpec(
        @JsonPropertyDescription("Fewest capacity units of each table.") @Required @Min(1) @Max(Limits.UNITS_MAX)
        Long min,

        @JsonPropertyDescription("Most capacity units of each table.") @Required @Min(1) @Max(Limits.UNITS_MAX)
        Long max,

        @JsonPropertyDescription("Share of the capacity that shall be in use, in percent, 20 to 90. Default: 70.")
        @Default("70")
        @Min(20)
        @Max(90)
        Integer target) {}
