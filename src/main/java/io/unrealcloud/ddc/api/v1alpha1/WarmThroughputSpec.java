package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** Throughput each table is warmed up for. */
@ApiPart
@ValidationRule(
        value = "has(self.readUnitsPerSecond) || has(self.writeUnitsPerSecond)",
        message = "spec.database.amazonKeyspaces.currentRegion.warmThroughput: give readUnitsPerSecond,"
                + " writeUnitsPerSecond or both, or remove warmThroughput")
public record WarmThroughputSpec(
        @JsonPropertyDescription("Read units a second each table is ready to serve.") @Min(1) @Max(Limits.UNITS_MAX)
        Long readUnitsPerSecond,

        @JsonPropertyDescription("Write units a second each table is ready to serve.") @Min(1) @Max(Limits.UNITS_MAX)
        Long writeUnitsPerSecond) {}
