package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import java.util.stream.Collectors;

/** Changes to tables in words. */
final class TableChanges {

    private TableChanges() {}

    static String describe(TableChange change) {
        return switch (change) {
            case TableChange.AddColumns add ->
                "add columns " + add.columns().stream().map(Column::name).collect(Collectors.joining(", "));
            case TableChange.SetThroughput throughput ->
                throughput.capacity().map(TableChanges::describe).orElse("auto scaling");
            case TableChange.SetEncryption encryption -> describe(encryption.encryption());
            case TableChange.SetPointInTimeRecovery recovery ->
                "point-in-time recovery " + (recovery.enabled() ? "on" : "off");
            case TableChange.EnableTimeToLive on -> "row time to live on; cannot be taken back";
            case TableChange.SetDefaultTimeToLive ttl -> "default time to live " + ttl.seconds() + " s";
            case TableChange.EnableClientSideTimestamps on -> "client-side timestamps on; cannot be taken back";
            case TableChange.SetWarmThroughput warm ->
                "warm throughput %d reads and %d writes per second"
                        .formatted(
                                warm.throughput().readUnitsPerSecond(),
                                warm.throughput().writeUnitsPerSecond());
        };
    }

    private static String describe(Capacity capacity) {
        return switch (capacity) {
            case Capacity.OnDemand onDemand -> "capacity PAY_PER_REQUEST";
            case Capacity.Provisioned units ->
                "capacity PROVISIONED, %d read and %d write units".formatted(units.readUnits(), units.writeUnits());
            case Capacity.Other other -> "capacity " + other.mode();
        };
    }

    private static String describe(Encryption encryption) {
        return switch (encryption) {
            case Encryption.AwsOwned owned -> "encryption AWS_OWNED_KMS_KEY";
            case Encryption.CustomerManaged key -> "encryption with " + key.keyArn();
            case Encryption.Other other -> "encryption " + other.type();
        };
    }
}
