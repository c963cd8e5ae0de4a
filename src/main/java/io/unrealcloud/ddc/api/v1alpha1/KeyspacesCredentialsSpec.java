package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** How DDC's gateway logs in to Amazon Keyspaces. */
@ApiPart
@ValidationRule(
        value = "self.type != 'ServiceSpecific' || has(self.secretRef)",
        message = "spec.database.amazonKeyspaces.credentials: type ServiceSpecific needs"
                + " secretRef; name the Secret that"
                + " holds the user name and password")
@ValidationRule(
        value = "self.type != 'Iam' || !has(self.secretRef)",
        message = "spec.database.amazonKeyspaces.credentials: type Iam uses the pod's role"
                + " and takes no secretRef; remove"
                + " secretRef or set type to ServiceSpecific")
public record KeyspacesCredentialsSpec(
        @JsonPropertyDescription(
                "Iam: the pod's role, by SigV4. ServiceSpecific: a user name and password that IAM made"
                        + " for Amazon Keyspaces, from a Secret. Default: Iam. Can be changed; pods restart.")
        @Default("Iam")
        KeyspacesCredentialsType type,

        @JsonPropertyDescription("Secret with the keys username and password, for type ServiceSpecific.")
        SecretRef secretRef) {}
