package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.KeyspacesPort;
import io.unrealcloud.ddc.aws.keyspaces.TableDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.provision.Futures;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.TableDefinition;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Reads everything about one resource's keyspaces, object by object. Changes nothing. Only leaf reads run on the
 * executor, so that reads which wait for reads cannot fill it.
 */
final class KeyspacesObserver {

    private final KeyspacesPort port;
    private final DesiredState desired;
    private final Executor executor;
    private final Clock clock;

    KeyspacesObserver(KeyspacesPort port, DesiredState desired, Executor executor, Clock clock) {
        this.port = port;
        this.desired = desired;
        this.executor = executor;
        this.clock = clock;
    }

    /** Reads everything anew; what was sent and accepted before is kept. */
    KeyspacesFacts full(KeyspacesFacts before) {
        Instant now = clock.instant();
        Map<String, KeyspaceFacts> read = new TreeMap<>();
        desired.keyspaces().forEach(keyspace -> read.put(keyspace.name(), keyspace(keyspace, now)));
        return new KeyspacesFacts(read, before.cql(), before.changes(), before.accepted(), now, now);
    }

    private KeyspaceFacts keyspace(DesiredKeyspace keyspace, Instant now) {
        Optional<KeyspaceDescription> description = port.keyspace(keyspace.name());
        if (description.isEmpty()) {
            return KeyspaceFacts.absent(now);
        }
        Set<String> tableNames = new TreeSet<>(port.tableNames(keyspace.name()));
        Set<String> typeNames = new TreeSet<>(port.typeNames(keyspace.name()));
        List<String> wanted = keyspace.schema().tables().stream()
                .map(TableDefinition::name)
                .map(CqlIdentifier::internal)
                .toList();
        Map<String, String> tags = port.tags(description.get().arn());
        Map<String, Optional<TypeDescription>> types = each(typeNames, type -> port.type(keyspace.name(), type));
        Map<String, Optional<TableFacts>> tables =
                each(wanted.stream().filter(tableNames::contains).toList(), table -> table(keyspace.name(), table));
        TreeSet<String> others = new TreeSet<>(tableNames);
        wanted.forEach(others::remove);
        return new KeyspaceFacts(now, description, tags, present(types), present(tables), others);
    }

    /** One table, with its auto scaling where the model asks for capacity that can scale. */
    Optional<TableFacts> table(String keyspace, String table) {
        Optional<TableDescription> description = port.table(keyspace, table);
        return description.map(found -> new TableFacts(
                found,
                TableRequests.expectedScaling(desired.backend().tables())
                        .flatMap(wanted -> port.autoScaling(keyspace, table)),
                clock.instant()));
    }

    private <V> Map<String, V> each(Collection<String> names, Function<String, V> read) {
        Map<String, CompletableFuture<V>> running = new LinkedHashMap<>();
        names.forEach(name -> running.put(name, CompletableFuture.supplyAsync(() -> read.apply(name), executor)));
        CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
                .handle((ignored, failure) -> null)
                .join();
        Map<String, V> result = new LinkedHashMap<>();
        running.forEach((name, future) -> result.put(name, Futures.result(future)));
        return result;
    }

    private static <V> SortedMap<String, V> present(Map<String, Optional<V>> read) {
        SortedMap<String, V> found = new TreeMap<>();
        read.forEach((name, value) -> value.ifPresent(there -> found.put(name, there)));
        return found;
    }
}
