package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Encryption of Amazon Keyspaces tables at rest. */
@ApiPart
@ValidationRule(
        value = "self.type != 'CUSTOMER_MANAGED_KMS_KEY' || has(self.kmsKeyArn)",
        message = "spec.database.amazonKeyspaces.encryption: type CUSTOMER_MANAGED_KMS_KEY"
                + " needs kmsKeyArn; give the ARN"
                + " of a symmetric key of this Region")
@ValidationRule(
        value = "self.type != 'AWS_OWNED_KMS_KEY' || !has(self.kmsKeyArn)",
        message = "spec.database.amazonKeyspaces.encryption: type AWS_OWNED_KMS_KEY takes"
                + " no kmsKeyArn; remove kmsKeyArn"
                + " or set type to CUSTOMER_MANAGED_KMS_KEY")
public record EncryptionSpec(
        @JsonPropertyDescription("AWS_OWNED_KMS_KEY is free; CUSTOMER_MANAGED_KMS_KEY uses your own key,"
                + " billed by AWS"
                + " KMS, and is not possible with peerRegions. Default: AWS_OWNED_KMS_KEY. Can be changed.")
        @Default("AWS_OWNED_KMS_KEY")
        EncryptionType type,

        @JsonPropertyDescription(
                "ARN of a symmetric KMS key of this Region. Without access to it the tables cannot be" + " read.")
        @Pattern("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+$")
        @Size(min = 20, max = 200)
        String kmsKeyArn) {}
