package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** @param kmsKeyIdentifier ARN of the key; null with the AWS-owned one */
public record Encryption(EncryptionType type, String kmsKeyIdentifier) {

    public enum EncryptionType {
        AWS_OWNED_KMS_KEY,
        CUSTOMER_MANAGED_KMS_KEY
    }

    public static final Encryption AWS_OWNED = new Encryption(EncryptionType.AWS_OWNED_KMS_KEY, null);
}
