package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** What a revision consists of. */
@ApiPart
public record PinStatus(
        @JsonPropertyDescription("Image of the CQL gateway.") @Size(max = 200)
        String gatewayImage,

        @JsonPropertyDescription("Version of the table of DDC's settings.")
        Integer settings,

        @JsonPropertyDescription("Version of the schema catalogue.")
        Integer schema) {}
