package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** Garbage collection. Both kinds are held while the database is not ready. */
@ApiPart
public record GcSpec(
        @JsonPropertyDescription("Whether refs that were not used for lastAccessDays go. It runs in the primary Region"
                + " only. Default: true.")
        Boolean refs,

        @JsonPropertyDescription("Whether blobs that nothing refers to go. It runs in every Region. Default: true.")
        Boolean blobs,

        @JsonPropertyDescription("Days without use after which a ref goes. Default: 14.") @Min(1) @Max(3650)
        Integer lastAccessDays) {}
