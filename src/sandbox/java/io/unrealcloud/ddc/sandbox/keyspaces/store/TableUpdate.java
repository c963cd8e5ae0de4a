package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Cdc;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.WarmThroughput;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Capacities;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Schemas;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Settings;
import java.util.List;

/**
 * One kind of change to a table, checked: what the data store has to do, and what the entry shows afterwards.
 *
 * @param schema what the schema becomes; null when it stays
 */
record TableUpdate(TableSchema schema, Runnable dataPlane, Runnable entry) {

    private static TableUpdate entryOnly(Runnable entry) {
        return new TableUpdate(null, () -> {}, entry);
    }

    /** Throws a ServiceError when the change is not allowed. */
    static TableUpdate of(
            Scope at, KeyspaceEntry keyspace, TableEntry table, TableChange change, DataPlane data, Timeline timeline) {
        return switch (change) {
            case TableChange.AddColumns add -> {
                TableSchema schema = Schemas.add(table.schema, add.columns(), keyspace.activeTypes());
                List<Column> added = schema.columns()
                        .subList(table.schema.columns().size(), schema.columns().size());
                yield new TableUpdate(
                        schema, () -> data.addColumns(keyspace.name, table.name, added), () -> table.schema = schema);
            }
            case TableChange.SetCapacity capacity -> capacity(keyspace, table, capacity, timeline);
            case TableChange.SetEncryption encryption -> {
                Settings.encryption(encryption.encryption(), keyspace.multiRegion());
                yield entryOnly(() -> table.settings = table.settings.withEncryption(encryption.encryption()));
            }
            // In a multi-Region keyspace this is the called Region's alone (developer guide: PITR).
            case TableChange.SetPointInTimeRecovery recovery ->
                entryOnly(() -> table.regions.get(at.region()).recovery(recovery.enabled(), timeline.now()));
            case TableChange.EnableTimeToLive ttl -> {
                Settings.timeToLiveChange(keyspace.multiRegion());
                yield entryOnly(() -> table.settings = table.settings.withTtlEnabled(true));
            }
            case TableChange.SetDefaultTimeToLive ttl -> {
                Settings.timeToLiveChange(keyspace.multiRegion());
                Settings.defaultTimeToLive(ttl.seconds(), table.schema);
                yield new TableUpdate(
                        null,
                        () -> data.setDefaultTimeToLive(keyspace.name, table.name, ttl.seconds()),
                        () -> table.settings = table.settings
                                .withDefaultTimeToLive(ttl.seconds())
                                .withTtlEnabled(table.settings.ttlEnabled() || ttl.seconds() > 0));
            }
            case TableChange.EnableClientSideTimestamps timestamps ->
                entryOnly(() -> table.settings = table.settings.withClientSideTimestamps(true));
            case TableChange.SetCdc cdc -> {
                Cdc becomes = Settings.cdcChange(table.settings.cdc(), cdc.cdc());
                boolean starts = becomes.enabled() && !table.settings.cdc().enabled();
                yield entryOnly(() -> {
                    table.settings = table.settings.withCdc(becomes);
                    table.streamSince = starts ? timeline.now() : table.streamSince;
                });
            }
            case TableChange.SetWarmThroughput warm -> warm(table, warm);
        };
    }

    private static TableUpdate capacity(
            KeyspaceEntry keyspace, TableEntry table, TableChange.SetCapacity change, Timeline timeline) {
        TableSettings old = table.settings;
        Capacity capacity = change.capacity() == null ? old.capacity() : change.capacity();
        AutoScaling scaling = capacity.onDemand()
                ? change.autoScaling() == null ? AutoScaling.NONE : change.autoScaling()
                : merged(old.autoScaling(), change.autoScaling());
        Capacities.check(capacity, scaling, change.replicas(), keyspace.multiRegion(), keyspace.regions.keySet());
        return entryOnly(() -> {
            if (capacity.onDemand() && !old.capacity().onDemand()) {
                table.onDemandSince = timeline.now();
                table.noReplicaCapacity();
            }
            table.settings = table.settings.withCapacity(capacity).withAutoScaling(scaling);
            table.replicas(change.replicas());
        });
    }

    /** A side that is not given stays as it is. */
    private static AutoScaling merged(AutoScaling old, AutoScaling change) {
        if (change == null) {
            return old;
        }
        return new AutoScaling(
                change.write() == null ? old.write() : change.write(),
                change.read() == null ? old.read() : change.read());
    }

    private static TableUpdate warm(TableEntry table, TableChange.SetWarmThroughput change) {
        if (change.readUnitsPerSecond() == null && change.writeUnitsPerSecond() == null) {
            throw ServiceError.validation(
                    "warmThroughputSpecification needs readUnitsPerSecond, writeUnitsPerSecond or both");
        }
        return entryOnly(() -> table.regions.values().forEach(regional -> {
            WarmThroughput old = regional.warm == null ? WarmThroughput.DEFAULT : regional.warm;
            regional.warm = new WarmThroughput(
                    change.readUnitsPerSecond() == null ? old.readUnitsPerSecond() : change.readUnitsPerSecond(),
                    change.writeUnitsPerSecond() == null ? old.writeUnitsPerSecond() : change.writeUnitsPerSecond());
        }));
    }
}
