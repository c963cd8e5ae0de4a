package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One environment variable. */
@ApiPart
@ValidationRule(
        value = "has(self.value) != has(self.secretKeyRef)",
        message = "spec.application.env: each entry has either value or secretKeyRef; give exactly one")
public record EnvSpec(
        @JsonPropertyDescription("Its name.") @Required @Pattern("^[A-Za-z_][A-Za-z0-9_.-]*$") @Size(min = 1, max = 128)
        String name,

        @JsonPropertyDescription("Its value.") @Pattern("^[^\\x00]*$") @Size(max = 2048)
        String value,

        @JsonPropertyDescription("Where its value is kept.") SecretKeySpec secretKeyRef) {}
