package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One Region's replica of a keyspace. */
@ApiPart
public record KeyspaceRegionStatus(
        @JsonPropertyDescription("The Region.") @Required @Size(max = Limits.REGION_MAX)
        String region,

        @JsonPropertyDescription("The replica's state, such as ACTIVE.") @Size(max = 16)
        String status,

        @JsonPropertyDescription("How much of the tables has been copied, such as 42.50%.") @Size(max = 8)
        String progress) {}
