package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.RestoreRequest;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableChange;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TypeView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The catalogue, in memory. */
public final class CatalogStore implements Catalog {

    private final World world;
    private final Timeline timeline;
    private final Changes changes;
    private final KeyspaceChanges keyspaces;
    private final TypeChanges types;
    private final TableChanges tables;
    private final Restores restores;
    private final TagChanges tags;

    public CatalogStore(Knobs knobs, DataPlane data, Timeline timeline) {
        this.world = new World(knobs);
        this.timeline = timeline;
        this.changes = new Changes(world, timeline);
        this.keyspaces = new KeyspaceChanges(world, data, timeline);
        this.types = new TypeChanges(world, data, timeline);
        this.tables = new TableChanges(world, data, timeline);
        this.restores = new Restores(world, data, timeline, tables);
        this.tags = new TagChanges(world);
    }

    /** Every account and Region in which there is a keyspace. */
    public Set<Scope> scopes() {
        return changes.locked(() -> world.everywhere()
                .flatMap(k -> k.scopes().stream())
                .collect(Collectors.toCollection(
                        () -> new TreeSet<>(Comparator.comparing(Scope::account).thenComparing(Scope::region)))));
    }

    /** What the data store failed to do, oldest first. */
    public List<String> dataPlaneFailures() {
        return changes.failures();
    }

    @Override
    public List<KeyspaceView> keyspaces(Scope at) {
        return changes.locked(() -> world.in(at).stream()
                .map(k -> Views.keyspace(at, k, timeline.now()))
                .toList());
    }

    @Override
    public Optional<KeyspaceView> keyspace(Scope at, String keyspace) {
        return changes.locked(() -> world.find(at, keyspace).map(k -> Views.keyspace(at, k, timeline.now())));
    }

    @Override
    public List<TableView> tables(Scope at, String keyspace) {
        return changes.locked(() -> world.find(at, keyspace).stream()
                .flatMap(k -> k.tables.values().stream().map(t -> Views.table(at, k, t, timeline.now())))
                .toList());
    }

    @Override
    public Optional<TableView> table(Scope at, String keyspace, String table) {
        return changes.locked(() -> world.find(at, keyspace).flatMap(k -> Optional.ofNullable(k.tables.get(table))
                .map(t -> Views.table(at, k, t, timeline.now()))));
    }

    @Override
    public List<TypeView> types(Scope at, String keyspace) {
        return changes.locked(() -> world.find(at, keyspace).stream()
                .flatMap(k -> k.types.values().stream().map(t -> Views.type(at, k, t)))
                .toList());
    }

    @Override
    public Optional<TypeView> type(Scope at, String keyspace, String type) {
        return changes.locked(() -> world.find(at, keyspace)
                .flatMap(k -> Optional.ofNullable(k.types.get(type)).map(t -> Views.type(at, k, t))));
    }

    @Override
    public void createKeyspace(Scope at, String keyspace, Replication replication, Map<String, String> newTags) {
        changes.begin(() -> keyspaces.create(at, keyspace, replication, newTags));
    }

    @Override
    public void updateKeyspace(Scope at, String keyspace, Replication replication, boolean clientSideTimestamps) {
        changes.begin(() -> keyspaces.addRegions(at, keyspace, replication, clientSideTimestamps));
    }

    @Override
    public void deleteKeyspace(Scope at, String keyspace) {
        changes.begin(() -> keyspaces.delete(at, keyspace));
    }

    @Override
    public void createType(Scope at, String keyspace, String type, List<Column> fields) {
        changes.begin(() -> types.create(at, keyspace, type, fields));
    }

    @Override
    public void deleteType(Scope at, String keyspace, String type) {
        changes.begin(() -> types.delete(at, keyspace, type));
    }

    @Override
    public void createTable(Scope at, NewTable table) {
        changes.begin(() -> tables.create(at, table));
    }

    @Override
    public void updateTable(Scope at, String keyspace, String table, TableChange change) {
        changes.begin(() -> tables.update(at, keyspace, table, change));
    }

    @Override
    public void deleteTable(Scope at, String keyspace, String table) {
        changes.begin(() -> tables.delete(at, keyspace, table));
    }

    @Override
    public void restoreTable(Scope at, RestoreRequest request) {
        changes.begin(() -> restores.restore(at, request));
    }

    @Override
    public void tag(Scope at, String keyspace, String table, Map<String, String> added) {
        changes.begin(() -> {
            tags.tag(at, keyspace, table, added);
            return Optional.empty();
        });
    }

    @Override
    public void untag(Scope at, String keyspace, String table, Map<String, String> removed) {
        changes.begin(() -> {
            tags.untag(at, keyspace, table, removed);
            return Optional.empty();
        });
    }
}
