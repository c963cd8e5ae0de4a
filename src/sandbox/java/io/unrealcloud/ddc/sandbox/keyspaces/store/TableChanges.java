package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Capacities;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Names;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Schemas;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Settings;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Tags;
import java.time.Instant;
import java.util.Optional;

/** Tables made, changed and deleted. All methods run under the world's lock. */
final class TableChanges {

    private final World world;
    private final DataPlane data;
    private final Timeline timeline;

    TableChanges(World world, DataPlane data, Timeline timeline) {
        this.world = world;
        this.data = data;
        this.timeline = timeline;
    }

    Optional<Change> create(Scope at, NewTable wanted) {
        return appear(at, wanted, Status.CREATING, Delay.CREATE_TABLE);
    }

    /** A table that was not there begins to be, by creation or by restore. */
    Optional<Change> appear(Scope at, NewTable wanted, Status first, Delay delay) {
        Names.notSystem(wanted.keyspace());
        Names.table(wanted.name());
        Tags.check(wanted.tags());
        KeyspaceEntry keyspace = world.requireActive(at, wanted.keyspace());
        if (keyspace.tables.containsKey(wanted.name())) {
            throw ServiceError.conflict("Table " + wanted.name() + " already exists in keyspace " + wanted.keyspace());
        }
        TableSchema schema = Schemas.check(wanted.schema(), keyspace.activeTypes());
        TableSettings settings = settings(wanted, schema, keyspace);
        world.requireRoomForTables(keyspace.scopes(), 1);
        world.requireRoomForChange(keyspace);

        Instant now = timeline.now();
        TableEntry table = new TableEntry(wanted.name(), now, first, schema, settings);
        keyspace.regions.keySet().forEach(r -> table.addRegion(r, wanted.tags(), now));
        table.replicas(wanted.replicas());
        keyspace.tables.put(table.name, table);
        return Optional.of(new Change(
                "create table " + wanted.keyspace() + "." + table.name,
                keyspace,
                delay,
                () -> data.createTable(wanted.keyspace(), table.name, schema, settings.defaultTimeToLive()),
                () -> table.status = Status.ACTIVE,
                () -> keyspace.tables.remove(table.name)));
    }

    /**
     * Client-side timestamps are always on in multi-Region keyspaces, and a default time to live switches the time to
     * live on (Amazon Keyspaces developer guide: client-side timestamps; Time to Live).
     */
    private static TableSettings settings(NewTable wanted, TableSchema schema, KeyspaceEntry keyspace) {
        TableSettings settings = wanted.settings();
        Capacities.check(
                settings.capacity(),
                settings.autoScaling(),
                wanted.replicas(),
                keyspace.multiRegion(),
                keyspace.regions.keySet());
        Settings.encryption(settings.encryption(), keyspace.multiRegion());
        Settings.defaultTimeToLive(settings.defaultTimeToLive(), schema);
        return settings.withCdc(Settings.newCdc(settings.cdc()))
                .withClientSideTimestamps(settings.clientSideTimestamps() || keyspace.multiRegion())
                .withTtlEnabled(settings.ttlEnabled() || settings.defaultTimeToLive() > 0);
    }

    /**
     * A table that is being updated is in the way (conflict); one that is being created or deleted counts as not found
     * (Amazon Keyspaces API reference: ConflictException, ResourceNotFoundException).
     */
    Optional<Change> update(Scope at, String keyspaceName, String name, TableChange change) {
        Names.notSystem(keyspaceName);
        KeyspaceEntry keyspace = world.requireActive(at, keyspaceName);
        TableEntry table = require(at, keyspace, name);
        if (table.status == Status.UPDATING) {
            throw ServiceError.conflict("Table " + name + " is already being updated");
        }
        if (table.status != Status.ACTIVE) {
            throw ServiceError.notFound("Table " + name + " is not ACTIVE", at.tableArn(keyspaceName, name));
        }
        TableUpdate update = TableUpdate.of(at, keyspace, table, change, data, timeline);
        world.requireRoomForChange(keyspace);

        table.status = Status.UPDATING;
        table.coming = update.schema();
        return Optional.of(new Change(
                "update table " + keyspaceName + "." + name,
                keyspace,
                Delay.UPDATE_TABLE,
                update.dataPlane(),
                () -> {
                    update.entry().run();
                    settled(table);
                },
                () -> settled(table)));
    }

    private static void settled(TableEntry table) {
        table.coming = null;
        table.status = Status.ACTIVE;
    }

    /** Amazon Keyspaces API reference: DeleteTable; a table already being deleted is no error. */
    Optional<Change> delete(Scope at, String keyspaceName, String name) {
        Names.notSystem(keyspaceName);
        KeyspaceEntry keyspace = world.require(at, keyspaceName);
        TableEntry table = require(at, keyspace, name);
        if (table.status == Status.DELETING) {
            return Optional.empty();
        }
        world.requireActive(at, keyspaceName);
        if (table.status != Status.ACTIVE) {
            throw ServiceError.conflict(
                    "Table " + name + " is " + table.status + "; only an ACTIVE one can be deleted");
        }
        world.requireRoomForChange(keyspace);

        table.status = Status.DELETING;
        return Optional.of(new Change(
                "delete table " + keyspaceName + "." + name,
                keyspace,
                Delay.DELETE_TABLE,
                () -> data.dropTable(keyspaceName, name),
                () -> keyspace.tables.remove(name),
                () -> table.status = Status.ACTIVE));
    }

    static TableEntry require(Scope at, KeyspaceEntry keyspace, String name) {
        return Optional.ofNullable(keyspace.tables.get(name))
                .orElseThrow(() -> ServiceError.notFound(
                        "Table " + name + " does not exist in keyspace " + keyspace.name,
                        at.tableArn(keyspace.name, name)));
    }
}
