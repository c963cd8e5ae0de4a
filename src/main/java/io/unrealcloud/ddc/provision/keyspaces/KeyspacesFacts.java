package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is known about one resource's keyspaces. Immutable; grows old between reads.
 *
 * @param keyspaces by name, those the model asks for
 * @param cql what was last read over CQL; empty if it has not been
 * @param changes the last change sent to each table ({@code keyspace.table}), because a table can read as it was
 *     before for a moment
 * @param fullAt when everything was last read one by one
 * @param sweptAt when everything was last compared by list calls and one read over CQL
 */
public record KeyspacesFacts(
        Map<String, KeyspaceFacts> keyspaces,
        Optional<CqlFacts> cql,
        Map<String, SentChange> changes,
        Instant fullAt,
        Instant sweptAt) {

    /** A change and when it was accepted. */
    public record SentChange(TableChange change, Instant at) {}

    public KeyspacesFacts {
        keyspaces = Collections.unmodifiableMap(new TreeMap<>(keyspaces));
        changes = Map.copyOf(changes);
    }

    public KeyspaceFacts keyspace(String name) {
        return keyspaces.getOrDefault(name, KeyspaceFacts.absent(fullAt));
    }

    public KeyspacesFacts with(String keyspace, UnaryOperator<KeyspaceFacts> change) {
        Map<String, KeyspaceFacts> changed = new TreeMap<>(keyspaces);
        changed.put(keyspace, change.apply(keyspace(keyspace)));
        return new KeyspacesFacts(changed, cql, changes, fullAt, sweptAt);
    }

    public KeyspacesFacts withChange(String table, SentChange sent) {
        Map<String, SentChange> changed = new TreeMap<>(changes);
        changed.put(table, sent);
        return new KeyspacesFacts(keyspaces, cql, changed, fullAt, sweptAt);
    }

    public KeyspacesFacts withCql(CqlFacts read) {
        return new KeyspacesFacts(keyspaces, Optional.of(read), changes, fullAt, sweptAt);
    }

    public KeyspacesFacts sweptAt(Instant at) {
        return new KeyspacesFacts(keyspaces, cql, changes, fullAt, at);
    }
}
