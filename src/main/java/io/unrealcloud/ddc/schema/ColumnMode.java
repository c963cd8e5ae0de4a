package io.unrealcloud.ddc.schema;

/**
 * The mode DDC runs in, which decides some column types. A live database cannot change from one to the other:
 * its rows have to be converted.
 */
public enum ColumnMode {
    /** DDC with neither {@code UseAWSKeyspace} nor {@code UseAzureCosmosDB}: ScyllaDB. */
    NATIVE,
    /** DDC with one of these: Amazon Keyspaces. Blob identifiers are blobs where they would be frozen types. */
    CASSANDRA
}
