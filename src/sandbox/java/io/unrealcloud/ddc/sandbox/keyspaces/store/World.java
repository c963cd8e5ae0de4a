package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** All keyspaces of all accounts, behind one lock. */
final class World {

    final ReentrantLock lock = new ReentrantLock();
    final Knobs knobs;
    private final List<KeyspaceEntry> keyspaces = new ArrayList<>();

    World(Knobs knobs) {
        this.knobs = knobs;
    }

    Stream<KeyspaceEntry> everywhere() {
        return keyspaces.stream();
    }

    List<KeyspaceEntry> in(Scope at) {
        return keyspaces.stream()
                .filter(k -> k.account.equals(at.account()) && k.regions.containsKey(at.region()))
                .sorted(Comparator.comparing(k -> k.name))
                .toList();
    }

    Optional<KeyspaceEntry> find(Scope at, String keyspace) {
        return in(at).stream().filter(k -> k.name.equals(keyspace)).findFirst();
    }

    void add(KeyspaceEntry keyspace) {
        keyspaces.add(keyspace);
    }

    void remove(KeyspaceEntry keyspace) {
        keyspaces.remove(keyspace);
    }

    KeyspaceEntry require(Scope at, String keyspace) {
        return find(at, keyspace)
                .orElseThrow(() -> ServiceError.notFound(
                        "Keyspace " + keyspace + " does not exist in " + at.region(), at.keyspaceArn(keyspace)));
    }

    /**
     * The keyspace, if things in it can be changed now. One that is not ACTIVE counts as not found (Amazon Keyspaces
     * API reference: ResourceNotFoundException); while Regions are added nothing else can be changed.
     */
    KeyspaceEntry requireActive(Scope at, String keyspace) {
        KeyspaceEntry entry = require(at, keyspace);
        if (entry.adding != null || entry.any(Status.UPDATING)) {
            throw ServiceError.conflict(
                    "Keyspace " + keyspace + " is being updated; nothing else in it can be changed");
        }
        if (!entry.allAre(Status.ACTIVE)) {
            throw ServiceError.notFound("Keyspace " + keyspace + " is not ACTIVE", at.keyspaceArn(keyspace));
        }
        return entry;
    }

    /** Refuses one more change in the keyspace when there are too many already. */
    void requireRoomForChange(KeyspaceEntry keyspace) {
        requireRoomForChange(keyspace, keyspace.scopes());
    }

    void requireRoomForChange(KeyspaceEntry keyspace, List<Scope> scopes) {
        if (knobs.parallelDdlRefused() && keyspace.changing > 0) {
            throw ServiceError.conflict("Another change is under way in keyspace " + keyspace.name);
        }
        int most = knobs.quotas().concurrentDdl();
        for (Scope scope : scopes) {
            if (in(scope).stream().mapToInt(k -> k.changing).sum() >= most) {
                throw ServiceError.quota(
                        "At most " + most + " changes can be under way at a time in " + scope.region());
            }
        }
    }

    void requireRoomForKeyspace(List<Scope> scopes) {
        int most = knobs.quotas().keyspaces();
        for (Scope scope : scopes) {
            if (in(scope).size() >= most) {
                throw ServiceError.quota("At most " + most + " keyspaces in " + scope.region());
            }
        }
    }

    void requireRoomForTables(List<Scope> scopes, int more) {
        int most = knobs.quotas().tables();
        for (Scope scope : scopes) {
            if (in(scope).stream().mapToInt(k -> k.tables.size()).sum() + more > most) {
                throw ServiceError.quota("At most " + most + " tables in " + scope.region());
            }
        }
    }
}
