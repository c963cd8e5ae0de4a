package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.ColumnTypes;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Names;
import java.util.List;
import java.util.Optional;

/** User-defined types made and deleted; nothing changes one. All methods run under the world's lock. */
final class TypeChanges {

    private final World world;
    private final DataPlane data;
    private final Timeline timeline;

    TypeChanges(World world, DataPlane data, Timeline timeline) {
        this.world = world;
        this.data = data;
        this.timeline = timeline;
    }

    Optional<Change> create(Scope at, String keyspaceName, String name, List<Column> fields) {
        Names.notSystem(keyspaceName);
        Names.newType(name);
        KeyspaceEntry keyspace = world.requireActive(at, keyspaceName);
        if (keyspace.types.containsKey(name)) {
            throw ServiceError.conflict("Type " + name + " already exists in keyspace " + keyspaceName);
        }
        List<Column> checked = ColumnTypes.checkFields(fields, keyspace.activeTypes());
        world.requireRoomForChange(keyspace);

        TypeEntry type = new TypeEntry(name, checked, timeline.now());
        keyspace.types.put(name, type);
        return Optional.of(new Change(
                "create type " + keyspaceName + "." + name,
                keyspace,
                Delay.CREATE_TYPE,
                () -> data.createType(keyspaceName, name, checked),
                () -> type.status = Status.ACTIVE,
                () -> keyspace.types.remove(name)));
    }

    /** Amazon Keyspaces developer guide: a type in use by a table or another type cannot be deleted. */
    Optional<Change> delete(Scope at, String keyspaceName, String name) {
        Names.notSystem(keyspaceName);
        KeyspaceEntry keyspace = world.requireActive(at, keyspaceName);
        TypeEntry type = Optional.ofNullable(keyspace.types.get(name))
                .orElseThrow(() -> ServiceError.notFound(
                        "Type " + name + " does not exist in keyspace " + keyspaceName, at.keyspaceArn(keyspaceName)));
        if (type.status != Status.ACTIVE) {
            throw ServiceError.conflict("Type " + name + " is " + type.status);
        }
        List<String> users = Views.type(at, keyspace, type).directReferringTables();
        List<String> parents = Views.type(at, keyspace, type).directParentTypes();
        if (!users.isEmpty() || !parents.isEmpty()) {
            throw ServiceError.conflict(
                    "Type " + name + " is in use by tables " + users + " and types " + parents + " of " + keyspaceName);
        }
        world.requireRoomForChange(keyspace);

        type.status = Status.DELETING;
        return Optional.of(new Change(
                "delete type " + keyspaceName + "." + name,
                keyspace,
                Delay.DELETE_TYPE,
                () -> data.dropType(keyspaceName, name),
                () -> keyspace.types.remove(name),
                () -> type.status = Status.ACTIVE));
    }
}
