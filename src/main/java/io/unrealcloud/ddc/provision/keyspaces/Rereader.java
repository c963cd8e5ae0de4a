package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads single objects into memory, and knows before which operations that has to be done. */
final class Rereader {

    /** How old the knowledge that something is absent may be when it is created. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final KeyspacesPort port;
    private final KeyspacesObserver observer;
    private final KeyspacesMemory memory;
    private final Clock clock;

    Rereader(KeyspacesPort port, KeyspacesObserver observer, KeyspacesMemory memory, Clock clock) {
        this.port = port;
        this.observer = observer;
        this.memory = memory;
        this.clock = clock;
    }

    /** Whether it is too long ago that what is to be created was seen to be absent. */
    boolean stale(KeyspacesOperation operation) {
        return switch (operation) {
            case KeyspacesOperation.CreateKeyspace create ->
                stale(create.keyspace().name());
            case KeyspacesOperation.CreateType create -> stale(create.type().keyspace());
            case KeyspacesOperation.CreateTable create -> stale(create.table().keyspace());
            case KeyspacesOperation.AddRegions add -> false;
            case KeyspacesOperation.ChangeTable change -> false;
            case KeyspacesOperation.TagKeyspace tag -> false;
            case KeyspacesOperation.TagTable tag -> false;
            case KeyspacesOperation.DeleteTable delete -> false;
            case KeyspacesOperation.DeleteType delete -> false;
            case KeyspacesOperation.DeleteKeyspace delete -> false;
            case KeyspacesOperation.Await await -> false;
            case KeyspacesOperation.Stop stop -> false;
        };
    }

    /** @return whether there may be something else to do now; what can be sent twice without harm is sent again */
    boolean readAgain(KeyspacesOperation operation) {
        return switch (operation) {
            case KeyspacesOperation.CreateKeyspace create ->
                keyspace(create.keyspace().name()).isPresent();
            case KeyspacesOperation.CreateType create ->
                type(create.type().keyspace(), create.type().name()).isPresent();
            case KeyspacesOperation.CreateTable create ->
                table(create.table().keyspace(), create.table().name()).isPresent();
            case KeyspacesOperation.AddRegions add -> {
                keyspace(add.keyspace());
                yield true;
            }
            case KeyspacesOperation.ChangeTable change -> {
                table(change.keyspace(), change.table());
                yield true;
            }
            case KeyspacesOperation.TagKeyspace tag -> false;
            case KeyspacesOperation.TagTable tag -> false;
            case KeyspacesOperation.DeleteTable delete -> false;
            case KeyspacesOperation.DeleteType delete -> false;
            case KeyspacesOperation.DeleteKeyspace delete -> false;
            case KeyspacesOperation.Await await -> false;
            case KeyspacesOperation.Stop stop -> false;
        };
    }

    private boolean stale(String keyspace) {
        return memory.facts().keyspace(keyspace).readAt().plus(FRESH).isBefore(clock.instant());
    }

    /** One that has only now come into sight may be somebody else's: its tags say so. */
    Optional<KeyspaceDescription> keyspace(String keyspace) {
        Optional<KeyspaceDescription> description = port.keyspace(keyspace);
        KeyspaceFacts before = memory.facts().keyspace(keyspace);
        Map<String, String> tags = before.exists() || description.isEmpty()
                ? before.tags()
                : port.tags(description.get().arn());
        memory.update(facts -> facts.with(keyspace, known -> description
                .map(found -> known.with(found, tags, clock.instant()))
                .orElseGet(() -> KeyspaceFacts.absent(clock.instant()))));
        return description;
    }

    /** Whether a keyspace still carries the tags it was last seen with: it may be another of the same name. */
    boolean ownerUnchanged(String keyspace) {
        KeyspaceFacts known = memory.facts().keyspace(keyspace);
        Map<String, String> tags = known.description()
                .map(description -> port.tags(description.arn()))
                .orElse(Map.of());
        memory.update(facts -> facts.with(keyspace, before -> before.withTags(tags)));
        return tags.equals(known.tags());
    }

    Optional<TypeDescription> type(String keyspace, String type) {
        Optional<TypeDescription> description = port.type(keyspace, type);
        memory.update(facts -> facts.with(keyspace, known -> known.withType(type, description)));
        return description;
    }

    Optional<TableFacts> table(String keyspace, String table) {
        Optional<TableFacts> read = observer.table(keyspace, table);
        memory.update(facts -> facts.with(keyspace, known -> known.withTable(table, read)));
        return read;
    }
}
