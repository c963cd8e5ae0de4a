package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Names;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.Tags;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Tags, which belong to one Region once the resource is there. They change at once. Runs under the world's lock. */
final class TagChanges {

    private static final Set<Status> TAGGABLE = Set.of(Status.ACTIVE, Status.UPDATING);

    private final World world;

    TagChanges(World world) {
        this.world = world;
    }

    void tag(Scope at, String keyspace, String table, Map<String, String> added) {
        change(at, keyspace, table, old -> Tags.merged(old, added));
    }

    void untag(Scope at, String keyspace, String table, Map<String, String> removed) {
        change(at, keyspace, table, old -> {
            Map<String, String> left = new LinkedHashMap<>(old);
            removed.forEach(left::remove);
            return left;
        });
    }

    private void change(Scope at, String keyspaceName, String tableName, UnaryOperator<Map<String, String>> change) {
        Names.notSystem(keyspaceName);
        KeyspaceEntry keyspace = world.require(at, keyspaceName);
        KeyspaceEntry.Presence here = keyspace.regions.get(at.region());
        if (tableName == null) {
            requireTaggable("Keyspace " + keyspaceName, here.status, at.keyspaceArn(keyspaceName));
            here.tags = change.apply(here.tags);
            return;
        }
        TableEntry table = TableChanges.require(at, keyspace, tableName);
        requireTaggable("Table " + tableName, table.status, at.tableArn(keyspaceName, tableName));
        TableEntry.Regional regional = table.regions.get(at.region());
        regional.tags = change.apply(regional.tags);
    }

    private static void requireTaggable(String what, Status status, String arn) {
        if (!TAGGABLE.contains(status)) {
            throw ServiceError.notFound(what + " is not ACTIVE", arn);
        }
    }
}
