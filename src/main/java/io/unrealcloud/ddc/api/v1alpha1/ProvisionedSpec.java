package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Capacity set aside for each table. */
@ApiPart
public record ProvisionedSpec(
        @JsonPropertyDescription("Read capacity units of each table; one unit is 4 KiB a second at LOCAL_QUORUM.")
        @Required
        @Min(1)
        @Max(Limits.UNITS_MAX)
        Long readUnits,

        @JsonPropertyDescription("Write capacity units of each table; one unit is 1 KiB a second.")
        @Required
        @Min(1)
        @Max(Limits.UNITS_MAX)
        Long writeUnits) {}
