package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** DDC's garbage collection of refs. */
@ApiPart
public record GcStatus(
        @JsonPropertyDescription("The Region it runs in.") @Size(max = Limits.REGION_MAX)
        String runsOn,

        @JsonPropertyDescription("Whether the operator holds it.")
        Boolean paused,

        @JsonPropertyDescription("Since when it is held.") @JsonFormat(shape = JsonFormat.Shape.STRING)
        Instant pausedSince) {}
