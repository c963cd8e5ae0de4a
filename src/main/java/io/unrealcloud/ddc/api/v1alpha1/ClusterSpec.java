package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The EKS cluster DDC runs on. */
@ApiPart
public record ClusterSpec(
        @JsonPropertyDescription(
                "Name of the EKS cluster whose OIDC issuer the role of DDC's pods trusts." + " Immutable.")
        @Required
        @Pattern("^[0-9A-Za-z][A-Za-z0-9_-]*$")
        @Size(min = 1, max = 100)
        String name) {}
