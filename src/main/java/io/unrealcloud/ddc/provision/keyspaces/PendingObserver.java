package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks again only at what is on its way. Of many tables that change at the same time it reads one, and the next
 * only if that one has arrived: tables asked for together arrive together, so waiting for twenty costs hardly more
 * calls than waiting for one.
 */
final class PendingObserver {

    private final KeyspacesPort port;
    private final KeyspacesObserver observer;
    private final DesiredState desired;
    private final KeyspacesMemory memory;
    private final Clock clock;

    PendingObserver(
            KeyspacesPort port, KeyspacesObserver observer, DesiredState desired, KeyspacesMemory memory, Clock clock) {
        this.port = port;
        this.observer = observer;
        this.desired = desired;
        this.memory = memory;
        this.clock = clock;
    }

    /** Whether anything is on its way. */
    static boolean pending(DesiredState desired, KeyspacesFacts facts, Instant now) {
        return desired.keyspaces().stream().anyMatch(keyspace -> {
            KeyspaceFacts known = facts.keyspace(keyspace.name());
            return !known.description().map(KeyspaceDescription::active).orElse(false)
                    || known.changing()
                    || unseen(desired, keyspace, facts, now).findAny().isPresent()
                    || absentTypes(keyspace, known).findAny().isPresent()
                    || absentTables(keyspace, known).findAny().isPresent();
        });
    }

    void refresh() {
        desired.keyspaces().forEach(this::refresh);
    }

    private void refresh(DesiredKeyspace keyspace) {
        KeyspaceFacts known = memory.facts().keyspace(keyspace.name());
        if (!known.description().map(KeyspaceDescription::active).orElse(false)) {
            boolean there = keyspace(keyspace, known);
            if (!there) {
                return;
            }
        }
        types(keyspace);
        tables(keyspace);
    }

    private boolean keyspace(DesiredKeyspace keyspace, KeyspaceFacts known) {
        var read = port.keyspace(keyspace.name());
        Instant now = clock.instant();
        if (read.isEmpty()) {
            memory.update(facts -> facts.with(keyspace.name(), before -> KeyspaceFacts.absent(now)));
            return false;
        }
        // One that has only now come into sight may be somebody else's: its tags say so.
        Map<String, String> tags =
                known.exists() ? known.tags() : port.tags(read.get().arn());
        memory.update(facts -> facts.with(keyspace.name(), before -> before.with(read.get(), tags, now)));
        return read.get().active();
    }

    private void types(DesiredKeyspace keyspace) {
        KeyspaceFacts known = memory.facts().keyspace(keyspace.name());
        Stream.concat(
                        known.types().values().stream()
                                .filter(type -> type.status() != TypeStatus.ACTIVE)
                                .map(type -> type.name()),
                        absentTypes(keyspace, known)
                                .filter(type -> expected(keyspace, StepIds.type(keyspace.name(), type))))
                .forEach(type -> {
                    var read = port.type(keyspace.name(), type);
                    memory.update(facts -> facts.with(keyspace.name(), before -> before.withType(type, read)));
                });
    }

    private void tables(DesiredKeyspace keyspace) {
        KeyspaceFacts known = memory.facts().keyspace(keyspace.name());
        Set<String> unseen =
                unseen(desired, keyspace, memory.facts(), clock.instant()).collect(Collectors.toSet());
        List<String> changing = known.tables().values().stream()
                .filter(table ->
                        table.changing() || unseen.contains(table.description().name()))
                .sorted(Comparator.comparing(TableFacts::readAt))
                .map(table -> table.description().name())
                .toList();
        List<String> awaited = absentTables(keyspace, known)
                .filter(table -> expected(keyspace, StepIds.table(keyspace.name(), table)))
                .toList();
        for (String table : Stream.concat(awaited.stream(), changing.stream()).toList()) {
            var read = observer.table(keyspace.name(), table);
            memory.update(facts -> facts.with(keyspace.name(), before -> before.withTable(table, read)));
            if (read.isEmpty() || read.get().changing()) {
                return;
            }
        }
    }

    /** Tables that still read as they were before a change that was accepted. */
    private static Stream<String> unseen(
            DesiredState desired, DesiredKeyspace keyspace, KeyspacesFacts facts, Instant now) {
        return keyspace.schema().tables().stream()
                .filter(table -> Optional.ofNullable(facts.keyspace(keyspace.name())
                                .tables()
                                .get(table.name().internal()))
                        .flatMap(live ->
                                SettingsDifference.changes(desired.backend().tables(), keyspace, table, live).stream()
                                        .findFirst())
                        .filter(change -> facts.justSent(
                                keyspace.name() + "." + table.name().internal(), change, now))
                        .isPresent())
                .map(table -> table.name().internal());
    }

    /** Whether an object that is absent may have appeared: it was just created, or another Region creates it. */
    private boolean expected(DesiredKeyspace keyspace, String target) {
        return !keyspace.managed() || memory.facts().justAccepted(target, clock.instant());
    }

    private static Stream<String> absentTypes(DesiredKeyspace keyspace, KeyspaceFacts known) {
        return keyspace.schema().types().stream()
                .map(type -> type.name().internal())
                .filter(type -> !known.types().containsKey(type));
    }

    private static Stream<String> absentTables(DesiredKeyspace keyspace, KeyspaceFacts known) {
        return keyspace.schema().tables().stream()
                .map(table -> table.name().internal())
                .filter(table -> !known.tables().containsKey(table));
    }
}
