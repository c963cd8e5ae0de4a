package io.unrealcloud.ddc.aws.keyspaces;

/** State of a table or of one Region's replica of it; {@code UNKNOWN} is a value newer than this operator. */
public enum TableStatus {
    ACTIVE,
    CREATING,
    UPDATING,
    DELETING,
    /** Gone, but still answered for a moment; only ever seen on a replica. */
    DELETED,
    RESTORING,
    /** The customer's KMS key cannot be used; heals when the key is enabled and granted again. */
    INACCESSIBLE_ENCRYPTION_CREDENTIALS,
    UNKNOWN
}
