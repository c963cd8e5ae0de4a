package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The IAM role of DDC's pods. */
@ApiPart
@ValidationRule(
        value = "self.mode != 'Existing' || has(self.roleArn)",
        message = "spec.identity: mode Existing needs roleArn; give the ARN of the role DDC's pods shall use")
@ValidationRule(
        value = "self.mode != 'Irsa' || !has(self.roleArn)",
        message = "spec.identity: mode Irsa makes its own role and takes no roleArn; remove roleArn or set mode to"
                + " Existing")
@ValidationRule(
        value = "self.mode != 'Existing' || !has(self.secretArns)",
        message = "spec.identity.secretArns: go into the policy of a role the operator makes; with mode Existing,"
                + " remove them and allow the secrets in the role's own policy")
public record IdentitySpec(
        @JsonPropertyDescription(
                "Irsa: the operator makes the role, its trust and its policy. Existing: the role exists"
                        + " and is only checked. Default: Irsa. Can be changed; pods restart.")
        @Default("Irsa")
        IdentityMode mode,

        @JsonPropertyDescription("ARN of the role, for mode Existing.")
        @Pattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]+$")
        @Size(min = 20, max = 600)
        String roleArn,

        @JsonPropertyDescription("ARNs of secrets in AWS Secrets Manager that DDC's pods may read; for mode Irsa.")
        @Size(max = 16)
        List<
                        @Pattern("^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@-]+$")
                        @Size(min = 40, max = 600) String>
                secretArns) {}
