package io.unrealcloud.ddc.aws.keyspaces;

import java.util.Objects;

/**
 * The settings of a table that have one value for all its Regions, in both directions.
 *
 * @param timeToLive whether rows may expire; once on, never off
 * @param defaultTimeToLive seconds until a row expires that names no time itself; 0 is never
 * @param clientSideTimestamps whether writes may carry their time; once on, never off; needed for replication
 */
public record TableSettings(
        Capacity capacity,
        Encryption encryption,
        boolean pointInTimeRecovery,
        boolean timeToLive,
        int defaultTimeToLive,
        boolean clientSideTimestamps) {
    /** What the service gives a table that asks for nothing. */
    public static final TableSettings DEFAULT =
            new TableSettings(new Capacity.OnDemand(), new Encryption.AwsOwned(), false, false, 0, false);

    public TableSettings {
        Objects.requireNonNull(capacity);
        Objects.requireNonNull(encryption);
    }
}
