package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication.Strategy;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Names;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Regions;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Settings;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Tags;
import io.unrealcloud.ddc.sandbox.keyspaces.store.KeyspaceEntry.Presence;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keyspaces made, spread over more Regions, and deleted. All methods run under the world's lock. */
final class KeyspaceChanges {

    private final World world;
    private final DataPlane data;
    private final Timeline timeline;

    KeyspaceChanges(World world, DataPlane data, Timeline timeline) {
        this.world = world;
        this.data = data;
        this.timeline = timeline;
    }

    Optional<Change> create(Scope at, String name, Replication replication, Map<String, String> tags) {
        Names.keyspace(name);
        Tags.check(tags);
        Regions.checkNew(at, replication);
        KeyspaceEntry entry = new KeyspaceEntry(at.account(), name, replication.strategy());
        List<String> regions = replication.multiRegion() ? replication.regions() : List.of(at.region());
        regions.forEach(r -> entry.regions.put(r, new Presence(Status.CREATING, new LinkedHashMap<>(tags))));

        requireFree(entry.scopes(), name);
        requireOneNamespace(name);
        world.requireRoomForKeyspace(entry.scopes());
        world.requireRoomForChange(entry);
        world.add(entry);
        return Optional.of(new Change(
                "create keyspace " + name,
                entry,
                Delay.CREATE_KEYSPACE,
                () -> data.createKeyspace(name),
                () -> entry.all(Status.ACTIVE),
                () -> world.remove(entry)));
    }

    private void requireFree(List<Scope> scopes, String name) {
        for (Scope scope : scopes) {
            if (world.find(scope, name).isPresent()) {
                throw ServiceError.conflict("Keyspace " + name + " already exists in " + scope.region());
            }
        }
    }

    private void requireOneNamespace(String name) {
        if (data.oneNamespace() && world.everywhere().anyMatch(k -> k.name.equals(name))) {
            throw ServiceError.validation("Sandbox limitation: one data store serves all Regions and accounts here, and"
                    + " keyspace " + name + " already exists in another one; use another name");
        }
    }

    /** Amazon Keyspaces developer guide: add an AWS Region to a keyspace. */
    Optional<Change> addRegions(Scope at, String name, Replication replication, boolean enableTimestamps) {
        Names.notSystem(name);
        KeyspaceEntry entry = world.requireActive(at, name);
        Set<String> present = new LinkedHashSet<>(entry.regions.keySet());
        Regions.checkUpdate(at, present, replication);
        List<String> added =
                replication.regions().stream().filter(r -> !present.contains(r)).toList();
        List<Scope> addedScopes = added.stream().map(at::in).toList();
        requireFree(addedScopes, name);
        requireQuiet(entry);
        entry.tables.values().forEach(t -> fitForMoreRegions(t, enableTimestamps));
        world.requireRoomForTables(addedScopes, entry.tables.size());
        world.requireRoomForKeyspace(addedScopes);
        world.requireRoomForChange(entry);

        entry.strategy = Strategy.MULTI_REGION;
        entry.all(Status.UPDATING);
        // Tags stay behind (developer guide: multi-Region usage notes).
        added.forEach(r -> entry.regions.put(r, new Presence(Status.CREATING, new LinkedHashMap<>())));
        entry.tables.values().forEach(t -> added.forEach(r -> t.addRegion(r, Map.of(), timeline.now())));
        entry.adding = new RegionAddition(
                Set.copyOf(added),
                timeline.now(),
                world.knobs.delay(Delay.ADD_REGION),
                List.copyOf(entry.tables.keySet()));
        return Optional.of(new Change(
                "add Regions " + added + " to keyspace " + name,
                entry,
                Delay.ADD_REGION,
                () -> {},
                () -> {
                    entry.adding = null;
                    entry.all(Status.ACTIVE);
                    entry.tables.values().forEach(t -> t.settings = t.settings.withClientSideTimestamps(true));
                },
                () -> {
                    throw new IllegalStateException("Nothing in the data store can fail here");
                }));
    }

    private static void requireQuiet(KeyspaceEntry entry) {
        boolean quiet = entry.changing == 0
                && entry.tables.values().stream().allMatch(t -> t.status == Status.ACTIVE)
                && entry.types.values().stream().allMatch(t -> t.status == Status.ACTIVE);
        if (!quiet) {
            throw ServiceError.conflict("Tables or types of keyspace " + entry.name + " are being changed");
        }
    }

    private static void fitForMoreRegions(TableEntry table, boolean enableTimestamps) {
        Settings.encryption(table.settings.encryption(), true);
        if (!table.settings.clientSideTimestamps() && !enableTimestamps) {
            throw ServiceError.validation("Table " + table.name + " has no client-side timestamps, which replication"
                    + " between Regions needs; enable them in this request or on the table");
        }
    }

    Optional<Change> delete(Scope at, String name) {
        Names.notSystem(name);
        KeyspaceEntry entry = world.require(at, name);
        if (!entry.allAre(Status.ACTIVE)) {
            throw ServiceError.conflict("Keyspace " + name + " is being created, updated or deleted");
        }
        requireQuiet(entry);
        boolean empty = entry.tables.isEmpty() && entry.types.isEmpty();
        if (!empty && world.knobs.nonEmptyKeyspaceDeleteRefused()) {
            throw ServiceError.conflict("Keyspace " + name + " still has tables or types");
        }
        world.requireRoomForChange(entry);

        setAll(entry, Status.DELETING);
        return Optional.of(new Change(
                "delete keyspace " + name,
                entry,
                Delay.DELETE_KEYSPACE,
                () -> data.dropKeyspace(name),
                () -> world.remove(entry),
                () -> setAll(entry, Status.ACTIVE)));
    }

    private static void setAll(KeyspaceEntry entry, Status status) {
        entry.all(status);
        entry.tables.values().forEach(t -> t.status = status);
        entry.types.values().forEach(t -> t.status = status);
    }
}
