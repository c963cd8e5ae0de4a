package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.AutoScaling;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Capacity;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.RestoreRequest;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Tables brought back to an earlier moment under another name. All methods run under the world's lock. */
final class Restores {

    private final World world;
    private final DataPlane data;
    private final Timeline timeline;
    private final TableChanges tables;

    Restores(World world, DataPlane data, Timeline timeline, TableChanges tables) {
        this.world = world;
        this.data = data;
        this.timeline = timeline;
        this.tables = tables;
    }

    /** Amazon Keyspaces API reference: RestoreTable. The source's settings hold unless overridden; tags do not. */
    Optional<Change> restore(Scope at, RestoreRequest request) {
        if (!data.canRestore()) {
            throw ServiceError.validation(
                    "Sandbox limitation: the data store here keeps no history, so a table cannot be restored from it");
        }
        KeyspaceEntry keyspace = world.requireActive(at, request.sourceKeyspace());
        TableEntry source = TableChanges.require(at, keyspace, request.sourceTable());
        moment(at, source, request.moment());
        requireRoom(at);
        NewTable target = new NewTable(
                request.targetKeyspace(),
                request.targetTable(),
                source.schema,
                settings(source.settingsIn(at.region()), request),
                request.replicas(),
                request.tags() == null ? Map.of() : request.tags());
        return tables.appear(at, target, Status.RESTORING, Delay.RESTORE_TABLE);
    }

    private void moment(Scope at, TableEntry source, Instant moment) {
        Instant earliest = source.regions.get(at.region()).recoverableSince;
        if (earliest == null) {
            throw ServiceError.validation("Point-in-time recovery is not enabled on table " + source.name);
        }
        Instant now = timeline.now();
        Instant wanted = moment == null ? now : moment;
        if (wanted.isBefore(earliest) || wanted.isAfter(now)) {
            throw ServiceError.validation("restoreTimestamp " + wanted + " is not between " + earliest + " and " + now);
        }
    }

    private void requireRoom(Scope at) {
        int most = world.knobs.quotas().concurrentRestores();
        long underWay = world.everywhere()
                .filter(k -> k.account.equals(at.account()))
                .flatMap(k -> k.tables.values().stream())
                .filter(t -> t.status == Status.RESTORING)
                .count();
        if (underWay >= most) {
            throw ServiceError.quota("At most " + most + " tables can be restored at a time");
        }
    }

    private static TableSettings settings(TableSettings source, RestoreRequest request) {
        Capacity capacity = request.capacity() == null ? source.capacity() : request.capacity();
        AutoScaling kept = capacity.onDemand() ? AutoScaling.NONE : source.autoScaling();
        return source.withCapacity(capacity)
                .withAutoScaling(request.autoScaling() == null ? kept : request.autoScaling())
                .withEncryption(request.encryption() == null ? source.encryption() : request.encryption())
                .withPointInTimeRecovery(
                        request.pointInTimeRecovery() == null
                                ? source.pointInTimeRecovery()
                                : request.pointInTimeRecovery());
    }
}
