package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One key of a Secret in the namespace of the resource. */
@ApiPart
public record SecretKeySpec(
        @JsonPropertyDescription("Name of a Secret in this namespace that carries the label ddc.unrealcloud.io/use with"
                + " the name of this resource.")
        @Required
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String name,

        @JsonPropertyDescription("Key in the Secret.") @Required @Pattern("^[A-Za-z0-9._-]+$") @Size(min = 1, max = 253)
        String key) {}
