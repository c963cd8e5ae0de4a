package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many nodes a backend has. */
@ApiPart
public record NodesStatus(
        @JsonPropertyDescription("Nodes that are up and serving.")
        Integer ready,

        @JsonPropertyDescription("Nodes there shall be.") Integer total) {}
