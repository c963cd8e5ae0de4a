package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** An object in AWS whose id AWS made. */
@ApiPart
public record ManagedResource(
        @JsonPropertyDescription("What it is, such as ec2-instance.") @Required @Size(max = 24)
        String kind,

        @JsonPropertyDescription("Its id.") @Required @Size(max = 48)
        String id,

        @JsonPropertyDescription("created by this resource or adopted from another owner.") @Required
        ResourceOrigin origin) {}
