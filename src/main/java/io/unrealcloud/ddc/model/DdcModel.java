package io.unrealcloud.ddc.model;

/**
 * What one resource asks for, with every default filled in and every name derived. Computed anew on each pass from
 * the spec and the operator's configuration, and never changed.
 *
 * @param owner whose tags go on everything made for this resource
 * @param region AWS Region
 * @param siteName DDC's globally unique name of this site
 * @param planOnly write the plan to status and touch nothing
 * @param database where metadata lives
 * @param identity the AWS rights of DDC's pods
 * @param deletion what deleting the resource does
 */
public record DdcModel(
        Owner owner,
        String region,
        String siteName,
        boolean planOnly,
        DatabaseBackend database,
        DdcIdentity identity,
        Deletion deletion) {

    /** What deleting the resource does to its data. */
    public enum Deletion {
        /** Data stays in AWS and is marked as released. */
        RETAIN,
        /** Data is deleted; the confirmation equals the resource's name. */
        DELETE_CONFIRMED,
        /** Deletion of data was asked for without the confirmation: nothing happens. */
        DELETE_UNCONFIRMED
    }
}
