package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView.ReplicaStatus;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView.TableReplica;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.ColumnTypes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Entries as they look from one Region at one moment. */
final class Views {

    private Views() {}

    static KeyspaceView keyspace(Scope at, KeyspaceEntry entry, Instant now) {
        List<ReplicaStatus> replicas = entry.regions.entrySet().stream()
                .map(r -> {
                    boolean coming =
                            entry.adding != null && entry.adding.regions().contains(r.getKey());
                    return new ReplicaStatus(
                            r.getKey(), r.getValue().status, coming ? entry.adding.progress(now) : null);
                })
                .toList();
        return new KeyspaceView(
                at,
                entry.name,
                new Replication(entry.strategy, List.copyOf(entry.regions.keySet())),
                replicas,
                ordered(entry.regions.get(at.region()).tags));
    }

    static TableView table(Scope at, KeyspaceEntry keyspace, TableEntry table, Instant now) {
        TableEntry.Regional here = table.regions.get(at.region());
        TableSettings settings = table.settingsIn(at.region());
        List<TableReplica> replicas = keyspace.multiRegion()
                ? table.regions.keySet().stream()
                        .map(region -> replica(keyspace, table, region, now))
                        .toList()
                : List.of();
        return new TableView(
                at,
                keyspace.name,
                table.name,
                statusIn(keyspace, table, at.region(), now),
                table.created,
                table.schema,
                settings,
                table.onDemandSince,
                here.recoverableSince,
                replicas,
                table.streamSince == null
                        ? null
                        : at.tableArn(keyspace.name, table.name) + "/stream/"
                                + table.streamSince.truncatedTo(ChronoUnit.MILLIS),
                ordered(here.tags));
    }

    private static TableReplica replica(KeyspaceEntry keyspace, TableEntry table, String region, Instant now) {
        TableSettings settings = table.settingsIn(region);
        Capacity capacity = settings.capacity();
        return new TableReplica(
                region,
                statusIn(keyspace, table, region, now),
                capacity,
                settings.autoScaling(),
                settings.warmThroughput());
    }

    /** In a Region that is being added, a table is CREATING until its turn has come. */
    private static Status statusIn(KeyspaceEntry keyspace, TableEntry table, String region, Instant now) {
        boolean coming = keyspace.adding != null
                && keyspace.adding.regions().contains(region)
                && !keyspace.adding.replicated(table.name, now);
        return coming ? Status.CREATING : table.status;
    }

    static TypeView type(Scope at, KeyspaceEntry keyspace, TypeEntry type) {
        return new TypeView(
                at,
                keyspace.name,
                type.name,
                type.status,
                type.fields,
                type.lastModified,
                keyspace.tables.values().stream()
                        .filter(t -> t.uses(type.name))
                        .map(t -> t.name)
                        .toList(),
                keyspace.types.values().stream()
                        .filter(t -> t.uses(type.name))
                        .map(t -> t.name)
                        .toList(),
                1 + ColumnTypes.deepest(type.fields, keyspace.allTypes()));
    }

    private static Map<String, String> ordered(Map<String, String> tags) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }
}
