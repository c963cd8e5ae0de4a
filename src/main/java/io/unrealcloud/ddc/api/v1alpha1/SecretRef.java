package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Secret in the namespace of the resource. */
@ApiPart
public record SecretRef(
        @JsonPropertyDescription("Name of a Secret in this namespace that carries the label"
                + " ddc.unrealcloud.io/use with"
                + " the name of this resource.")
        @Required
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String name) {}
