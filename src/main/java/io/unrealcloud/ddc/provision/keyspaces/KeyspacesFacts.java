package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.TableChange;
import java.time.Duration;
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
 * @param accepted creates and deletes by target and when the service accepted them, because what was made can read
 *     as absent, and what was deleted as present, for a moment
 * @param fullAt when everything was last read one by one
 * @param sweptAt when everything was last compared by list calls and one read over CQL
 */
public record KeyspacesFacts(
        Map<String, KeyspaceFacts> keyspaces,
        Optional<CqlFacts> cql,
        Map<String, SentChange> changes,
        Map<String, Instant> accepted,
        Instant fullAt,
        Instant sweptAt) {

    /** How long a read may lag behind (Terraform's provider retries not-found for a minute after a create). */
    private static final Duration LAG = Duration.ofMinutes(1);

    /** How long a table may read as it was before a change that was accepted (Terraform's provider waits 10 s). */
    private static final Duration CHANGE_LAG = Duration.ofSeconds(30);

    /** A change and when it was accepted. */
    public record SentChange(TableChange change, Instant at) {}

    public KeyspacesFacts {
        keyspaces = Collections.unmodifiableMap(new TreeMap<>(keyspaces));
        changes = Map.copyOf(changes);
        accepted = Map.copyOf(accepted);
    }

    /** Nothing known yet. */
    public static KeyspacesFacts none() {
        return new KeyspacesFacts(Map.of(), Optional.empty(), Map.of(), Map.of(), Instant.EPOCH, Instant.EPOCH);
    }

    public KeyspaceFacts keyspace(String name) {
        return keyspaces.getOrDefault(name, KeyspaceFacts.absent(fullAt));
    }

    public KeyspacesFacts with(String keyspace, UnaryOperator<KeyspaceFacts> change) {
        Map<String, KeyspaceFacts> changed = new TreeMap<>(keyspaces);
        changed.put(keyspace, change.apply(keyspace(keyspace)));
        return new KeyspacesFacts(changed, cql, changes, accepted, fullAt, sweptAt);
    }

    public KeyspacesFacts withChange(String table, SentChange sent) {
        Map<String, SentChange> changed = new TreeMap<>(changes);
        changed.put(table, sent);
        return new KeyspacesFacts(keyspaces, cql, changed, accepted, fullAt, sweptAt);
    }

    public KeyspacesFacts withCql(CqlFacts read) {
        return new KeyspacesFacts(keyspaces, Optional.of(read), changes, accepted, fullAt, sweptAt);
    }

    public KeyspacesFacts withAccepted(String target, Instant at) {
        Map<String, Instant> changed = new TreeMap<>(accepted);
        changed.put(target, at);
        return new KeyspacesFacts(keyspaces, cql, changes, changed, fullAt, sweptAt);
    }

    /** Whether this change of the table was accepted so lately that a read may still show the table without it. */
    boolean justSent(String table, TableChange change, Instant now) {
        SentChange sent = changes.get(table);
        return sent != null
                && sent.change().equals(change)
                && sent.at().plus(CHANGE_LAG).isAfter(now);
    }

    /** Whether a create or delete of the target was accepted so lately that a read may not show it yet. */
    public boolean justAccepted(String target, Instant now) {
        Instant at = accepted.get(target);
        return at != null && at.plus(LAG).isAfter(now);
    }

    /** Whether {@code later} was accepted, and not before {@code earlier}. */
    boolean acceptedAfter(String later, String earlier) {
        Instant at = accepted.get(later);
        return at != null && !at.isBefore(accepted.getOrDefault(earlier, Instant.MIN));
    }

    public KeyspacesFacts sweptAt(Instant at) {
        return new KeyspacesFacts(keyspaces, cql, changes, accepted, fullAt, at);
    }
}
