package io.unrealcloud.ddc.aws.keyspaces;

/** How a keyspace is replicated; {@code UNKNOWN} is a value newer than this operator. */
public enum ReplicationStrategy {
    SINGLE_REGION,
    MULTI_REGION,
    UNKNOWN
}
