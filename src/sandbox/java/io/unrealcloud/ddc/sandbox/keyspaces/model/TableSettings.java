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

    public TableSettings withCapacity(Capacity newCapacity) {
        return new TableSettings(
                comment,
                newCapacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withEncryption(Encryption newEncryption) {
        return new TableSettings(
                comment,
                capacity,
                newEncryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withPointInTimeRecovery(boolean newPointInTimeRecovery) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                newPointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withTtlEnabled(boolean newTtlEnabled) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                newTtlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withDefaultTimeToLive(int newDefaultTimeToLive) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                newDefaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withClientSideTimestamps(boolean newClientSideTimestamps) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                newClientSideTimestamps,
                autoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withAutoScaling(AutoScaling newAutoScaling) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                newAutoScaling,
                cdc,
                warmThroughput);
    }

    public TableSettings withCdc(Cdc newCdc) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                newCdc,
                warmThroughput);
    }

    public TableSettings withWarmThroughput(WarmThroughput newWarmThroughput) {
        return new TableSettings(
                comment,
                capacity,
                encryption,
                pointInTimeRecovery,
                ttlEnabled,
                defaultTimeToLive,
                clientSideTimestamps,
                autoScaling,
                cdc,
                newWarmThroughput);
    }
}
