package io.unrealcloud.ddc.aws.keyspaces;

/** The key that encrypts a table at rest. */
public sealed interface Encryption {
    /** {@code AWS_OWNED_KMS_KEY}, the service's default. */
    record AwsOwned() implements Encryption {}

    /** {@code CUSTOMER_MANAGED_KMS_KEY}; not possible in a multi-Region keyspace. */
    record CustomerManaged(String keyArn) implements Encryption {}

    /** A type newer than this operator; only ever read. */
    record Other(String type) implements Encryption {}
}
