package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many tables a backend has. */
@ApiPart
public record TablesStatus(
        @JsonPropertyDescription("Tables that are there and as they shall be.")
        Integer ready,

        @JsonPropertyDescription("Tables there shall be.") Integer total) {}
