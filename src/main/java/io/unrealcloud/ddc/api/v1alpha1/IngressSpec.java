package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** An Ingress in front of the Service. */
@ApiPart
public record IngressSpec(
        @JsonPropertyDescription("Class of the Ingress, such as alb. Default: the cluster's default class.")
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String className,

        @JsonPropertyDescription("Host name clients use.")
        @Required
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)*$")
        @Size(min = 1, max = 253)
        String host,

        @JsonPropertyDescription("Secret with the certificate. Default: none; clients use HTTP, or the controller has a"
                + " certificate of its own.")
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = Limits.KUBERNETES_NAME_MAX)
        String tlsSecretName,

        @JsonPropertyDescription("Annotations of the Ingress, for its controller.") @Size(max = 32)
        Map<String, @Pattern("^[^\\x00]*$") @Size(max = 1024) String> annotations) {}
