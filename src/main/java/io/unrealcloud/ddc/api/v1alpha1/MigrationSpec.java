package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A move of DDC from one backend to the other. */
@ApiPart
public record MigrationSpec(
        @JsonPropertyDescription(
                "The backend DDC shall use in the end: AmazonKeyspaces or Scylla. To give up before the"
                        + " cut-over, name the backend DDC uses now.")
        @Required
        BackendType target,

        @JsonPropertyDescription("Name shared by the resources of all Regions that cut over together. Default: this"
                + " resource moves alone.")
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        String group) {}
