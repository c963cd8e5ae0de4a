package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication.Strategy;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.KnownTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A keyspace with all its replicas, tables and types. Guarded by the world's lock. */
final class KeyspaceEntry {

    /** A keyspace in one Region. */
    static final class Presence {
        Status status;
        Map<String, String> tags;

        Presence(Status status, Map<String, String> tags) {
            this.status = status;
            this.tags = tags;
        }
    }

    final String account;
    final String name;
    Strategy strategy;
    final Map<String, Presence> regions = new LinkedHashMap<>();
    final NavigableMap<String, TableEntry> tables = new TreeMap<>();
    final NavigableMap<String, TypeEntry> types = new TreeMap<>();

    /** Regions being added, or null. */
    RegionAddition adding;

    /** Changes under way, of the keyspace or of anything in it. */
    int changing;

    KeyspaceEntry(String account, String name, Strategy strategy) {
        this.account = account;
        this.name = name;
        this.strategy = strategy;
    }

    boolean multiRegion() {
        return strategy == Strategy.MULTI_REGION;
    }

    List<Scope> scopes() {
        return regions.keySet().stream().map(r -> new Scope(account, r)).toList();
    }

    boolean allAre(Status status) {
        return regions.values().stream().allMatch(p -> p.status == status);
    }

    boolean any(Status status) {
        return regions.values().stream().anyMatch(p -> p.status == status);
    }

    void all(Status status) {
        regions.values().forEach(p -> p.status = status);
    }

    /** The types that columns and fields may use now. */
    KnownTypes activeTypes() {
        return type -> Optional.ofNullable(types.get(type))
                .filter(t -> t.status == Status.ACTIVE)
                .map(t -> t.fields);
    }

    /** All types, whatever their status, for looking at what is there. */
    KnownTypes allTypes() {
        return type -> Optional.ofNullable(types.get(type)).map(t -> t.fields);
    }
}
