package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A Secret of type kubernetes.io/dockerconfigjson in the namespace of the resource. */
@ApiPart
public record PullSecretSpec(
        @JsonPropertyDescription("Name of the Secret.")
        @Required
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String name) {}
