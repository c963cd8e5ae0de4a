package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The role of DDC's pods. */
@ApiPart
public record IdentityStatus(
        @JsonPropertyDescription("ARN of the role.") @Size(max = 600)
        String roleArn) {}
