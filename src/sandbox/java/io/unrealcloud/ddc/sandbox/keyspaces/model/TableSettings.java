package io.unrealcloud.ddc.sandbox.keyspaces.model;

/**
 * The settings of a table as they hold in one Region.
 *
 * @param ttlEnabled           whether rows may carry a time to live; a one-way switch
 * @param defaultTimeToLive    seconds, 0 for none
 * @param clientSideTimestamps whether {@code USING TIMESTAMP} is allowed; a one-way switch
 * @param warmThroughput       null when never set
 */
public record TableSettings(
        String comment,
        Capacity capacity,
        Encryption encryption,
        boolean pointInTimeRecovery,
        boolean ttlEnabled,
        int defaultTimeToLive,
        boolean clientSideTimestamps,
        AutoScaling autoScaling,
        Cdc cdc,
        WarmThroughput warmThroughput) {

    public static final TableSettings DEFAULTS = new TableSettings(
            "", Capacity.ON_DEMAND, Encryption.AWS_OWNED, false, false, 0, false, AutoScaling.NONE, Cdc.OFF, null);
}
