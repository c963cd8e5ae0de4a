package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replica;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.WarmThroughput;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.CqlType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table with what each Region has of its own. Guarded by the world's lock. */
final class TableEntry {

    /** What a Region has of its own. */
    static final class Regional {
        Map<String, String> tags = Map.of();
        boolean pointInTimeRecovery;
        Instant recoverableSince;

        /** Null: as the table's. */
        Long readUnits;

        /** Null: as the table's. */
        AutoScaling.Side readScaling;

        /** Null: never set. */
        WarmThroughput warm;

        void recovery(boolean enabled, Instant now) {
            if (enabled && !pointInTimeRecovery) {
                recoverableSince = now;
            }
            if (!enabled) {
                recoverableSince = null;
            }
            pointInTimeRecovery = enabled;
        }
    }

    final String name;
    final Instant created;
    Status status;
    TableSchema schema;

    /** What the schema becomes when the update under way is over, else null. */
    TableSchema coming;

    /** What all Regions share; point-in-time recovery and warm throughput in it are not used. */
    TableSettings settings;

    final Map<String, Regional> regions = new LinkedHashMap<>();
    Instant onDemandSince;
    Instant streamSince;

    TableEntry(String name, Instant created, Status status, TableSchema schema, TableSettings settings) {
        this.name = name;
        this.created = created;
        this.status = status;
        this.schema = schema;
        this.settings = settings;
        if (settings.capacity().onDemand()) {
            onDemandSince = created;
        }
        if (settings.cdc().enabled()) {
            streamSince = created;
        }
    }

    void addRegion(String region, Map<String, String> tags, Instant now) {
        Regional regional = new Regional();
        regional.tags = tags;
        regional.recovery(settings.pointInTimeRecovery(), now);
        regional.warm = settings.warmThroughput();
        regions.put(region, regional);
    }

    void replicas(List<Replica> replicas) {
        for (Replica replica : replicas) {
            Regional regional = regions.get(replica.region());
            regional.readUnits = replica.readUnits() == null ? regional.readUnits : replica.readUnits();
            regional.readScaling = replica.readAutoScaling() == null ? regional.readScaling : replica.readAutoScaling();
        }
    }

    void noReplicaCapacity() {
        regions.values().forEach(r -> {
            r.readUnits = null;
            r.readScaling = null;
        });
    }

    /** The settings as they hold in one Region. */
    TableSettings settingsIn(String region) {
        Regional regional = regions.get(region);
        AutoScaling shared = settings.autoScaling();
        Capacity capacity = settings.capacity();
        return settings.withPointInTimeRecovery(regional.pointInTimeRecovery)
                .withWarmThroughput(regional.warm)
                .withCapacity(
                        regional.readUnits == null
                                ? capacity
                                : new Capacity(capacity.mode(), regional.readUnits, capacity.writeUnits()))
                .withAutoScaling(
                        regional.readScaling == null ? shared : new AutoScaling(shared.write(), regional.readScaling));
    }

    /** Whether a column is of this type, or is about to be. */
    boolean uses(String type) {
        return (coming == null ? schema : coming)
                .columns().stream().anyMatch(c -> CqlType.parse(c.type()).udts().anyMatch(type::equals));
    }
}
