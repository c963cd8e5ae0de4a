package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Private DNS of the Scylla cluster. */
@ApiPart
public record ScyllaDnsSpec(
        @JsonPropertyDescription("Id of the Route 53 private hosted zone that gets the record scylla.<zone>. Can be"
                + " changed; pods restart.")
        @Required
        @Pattern("^Z[A-Z0-9]+$")
        @Size(min = 2, max = 32)
        String privateZoneId) {}
