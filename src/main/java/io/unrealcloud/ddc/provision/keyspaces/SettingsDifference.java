package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.AutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.Capacity;
import io.unrealcloud.ddc.aws.keyspaces.Column;
import io.unrealcloud.ddc.aws.keyspaces.Encryption;
import io.unrealcloud.ddc.aws.keyspaces.TableAutoScaling;
import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import io.unrealcloud.ddc.aws.keyspaces.TableSettings;
import io.unrealcloud.ddc.aws.keyspaces.UnitScaling;
import io.unrealcloud.ddc.aws.keyspaces.WarmThroughput;
import io.unrealcloud.ddc.model.KeyspacesBackend.TableOptions;
import io.unrealcloud.ddc.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changes that bring a table's settings to the model, one per kind, in the order they are sent. The service
 * takes one kind per call, so only the first is sent and the others follow when the table is ACTIVE again.
 */
final class SettingsDifference {

    private SettingsDifference() {}

    static List<TableChange> changes(
            TableOptions options, DesiredKeyspace keyspace, TableDefinition table, TableFacts live) {
        TableSettings settings = live.description().settings();
        TableSettings wanted = TableRequests.settings(options, table);
        List<TableChange> changes = new ArrayList<>();
        List<Column> missing = SchemaReading.missingColumns(table, live.description());
        if (!missing.isEmpty()) {
            changes.add(new TableChange.AddColumns(missing));
        }
        if (wanted.clientSideTimestamps() && !settings.clientSideTimestamps()) {
            changes.add(new TableChange.EnableClientSideTimestamps());
        }
        if (wanted.timeToLive() && !settings.timeToLive()) {
            changes.add(new TableChange.EnableTimeToLive());
        }
        if (wanted.pointInTimeRecovery() != settings.pointInTimeRecovery()) {
            changes.add(new TableChange.SetPointInTimeRecovery(wanted.pointInTimeRecovery()));
        }
        throughput(options, keyspace, wanted.capacity(), live).ifPresent(changes::add);
        warm(options, live).ifPresent(changes::add);
        if (!sameKey(wanted.encryption(), settings.encryption())) {
            changes.add(new TableChange.SetEncryption(wanted.encryption()));
        }
        return changes;
    }

    private static Optional<TableChange> throughput(
            TableOptions options, DesiredKeyspace keyspace, Capacity wanted, TableFacts live) {
        Optional<AutoScaling> scaling = TableRequests.expectedScaling(options);
        boolean capacityDiffers =
                !sameCapacity(wanted, live.description().settings().capacity(), scaling);
        boolean scalingDiffers = scaling.isPresent()
                && live.autoScaling()
                        .map(TableAutoScaling::table)
                        .map(found -> !same(scaling.get(), found))
                        .orElse(true);
        if (!capacityDiffers && !scalingDiffers) {
            return Optional.empty();
        }
        return Optional.of(new TableChange.SetThroughput(
                capacityDiffers ? Optional.of(wanted) : Optional.empty(),
                scalingDiffers || (capacityDiffers && keyspace.shared()) ? scaling : Optional.empty(),
                List.of()));
    }

    /** Units of a side that scales are the service's to move. */
    private static boolean sameCapacity(Capacity wanted, Capacity found, Optional<AutoScaling> scaling) {
        if (wanted instanceof Capacity.Provisioned want && found instanceof Capacity.Provisioned have) {
            boolean readScales = scaling.map(both -> both.read() instanceof UnitScaling.TargetTracking)
                    .orElse(false);
            boolean writeScales = scaling.map(both -> both.write() instanceof UnitScaling.TargetTracking)
                    .orElse(false);
            return (readScales || want.readUnits() == have.readUnits())
                    && (writeScales || want.writeUnits() == have.writeUnits());
        }
        return wanted.equals(found);
    }

    private static boolean same(AutoScaling wanted, AutoScaling found) {
        return same(wanted.read(), found.read()) && same(wanted.write(), found.write());
    }

    /** Cool-downs are left to the service's defaults and not compared. */
    private static boolean same(UnitScaling wanted, UnitScaling found) {
        if (wanted instanceof UnitScaling.TargetTracking want && found instanceof UnitScaling.TargetTracking have) {
            return want.minimumUnits() == have.minimumUnits()
                    && want.maximumUnits() == have.maximumUnits()
                    && want.targetPercent() == have.targetPercent();
        }
        return wanted.equals(found);
    }

    /** Warm throughput only rises, and is not compared where the service does not report it. */
    private static Optional<TableChange> warm(TableOptions options, TableFacts live) {
        return TableRequests.warm(options)
                .filter(wanted -> live.description()
                        .warmThroughput()
                        .map(state -> below(state.throughput(), wanted))
                        .orElse(false))
                .map(TableChange.SetWarmThroughput::new);
    }

    private static boolean below(WarmThroughput found, WarmThroughput wanted) {
        return found.readUnitsPerSecond() < wanted.readUnitsPerSecond()
                || found.writeUnitsPerSecond() < wanted.writeUnitsPerSecond();
    }

    /** An encryption newer than this operator is not touched. */
    private static boolean sameKey(Encryption wanted, Encryption found) {
        return wanted.equals(found) || found instanceof Encryption.Other;
    }
}
