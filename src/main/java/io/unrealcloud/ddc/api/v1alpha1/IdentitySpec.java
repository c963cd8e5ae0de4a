package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The IAM role of DDC's pods. */
@ApiPart
@ValidationRule(
        value = "self.mode != 'Existing' || has(self.roleArn)",
        message = "spec.identity: mode Existing needs roleArn; give the ARN of the role DDC's pods shall use")
@ValidationRule(
        value = "self.mode != 'Irsa' || !has(self.roleArn)",
        message = "spec.identity: mode Irsa makes its own role and takes no roleArn; remove roleArn or set mode to"
                + " Existing")
public record IdentitySpec(
        @JsonPropertyDescription(
                "Irsa: the operator makes the role, its trust and its policy. Existing: the role exists"
                        + " and is only checked. Default: Irsa. Can be changed; pods restart.")
        @Default("Irsa")
        IdentityMode mode,

        @JsonPropertyDescription("ARN of the role, for mode Existing.")
        @Pattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$")
        @Size(min = 20, max = 600)
        String roleArn) {}
