package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.keyspaces.KeyspaceDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeDescription;
import io.unrealcloud.ddc.aws.keyspaces.TypeStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A keyspace and what is in it, as it was read. Immutable.
 *
 * @param readAt when its presence was last seen to be so
 * @param description empty if the keyspace does not exist
 * @param tags this Region's tags of the keyspace
 * @param types by name; those that exist
 * @param tables by name; those of the catalogue that exist
 * @param otherTables names of tables that are not in the catalogue
 */
public record KeyspaceFacts(
        Instant readAt,
        Optional<KeyspaceDescription> description,
        Map<String, String> tags,
        SortedMap<String, TypeDescription> types,
        SortedMap<String, TableFacts> tables,
        SortedSet<String> otherTables) {

    public static KeyspaceFacts absent(Instant readAt) {
        return new KeyspaceFacts(readAt, Optional.empty(), Map.of(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
    }

    public boolean exists() {
        return description.isPresent();
    }

    /** Whether a type or table in it is on its way from one state to another. */
    public boolean changing() {
        return types.values().stream().anyMatch(type -> type.status() != TypeStatus.ACTIVE)
                || tables.values().stream().anyMatch(TableFacts::changing);
    }

    public KeyspaceFacts with(KeyspaceDescription read, Map<String, String> readTags, Instant at) {
        return new KeyspaceFacts(at, Optional.of(read), Map.copyOf(readTags), types, tables, otherTables);
    }

    public KeyspaceFacts withDescription(KeyspaceDescription read, Instant at) {
        return with(read, tags, at);
    }

    public KeyspaceFacts withTags(Map<String, String> changed) {
        return new KeyspaceFacts(readAt, description, Map.copyOf(changed), types, tables, otherTables);
    }

    /** @param read empty if the type does not exist */
    public KeyspaceFacts withType(String name, Optional<TypeDescription> read) {
        SortedMap<String, TypeDescription> changed = new TreeMap<>(types);
        changed.remove(name);
        read.ifPresent(type -> changed.put(name, type));
        return new KeyspaceFacts(readAt, description, tags, changed, tables, otherTables);
    }

    /** @param read empty if the table does not exist */
    public KeyspaceFacts withTable(String name, Optional<TableFacts> read) {
        SortedMap<String, TableFacts> changed = new TreeMap<>(tables);
        changed.remove(name);
        read.ifPresent(table -> changed.put(name, table));
        SortedSet<String> others = new TreeSet<>(otherTables);
        if (read.isEmpty()) {
            others.remove(name);
        }
        return new KeyspaceFacts(readAt, description, tags, types, changed, others);
    }

    /** Without the types and tables that are not among those names. */
    public KeyspaceFacts withOnly(Set<String> typeNames, Set<String> tableNames) {
        SortedMap<String, TypeDescription> keptTypes = new TreeMap<>(types);
        keptTypes.keySet().retainAll(typeNames);
        SortedMap<String, TableFacts> keptTables = new TreeMap<>(tables);
        keptTables.keySet().retainAll(tableNames);
        SortedSet<String> keptOthers = new TreeSet<>(otherTables);
        keptOthers.retainAll(tableNames);
        return new KeyspaceFacts(readAt, description, tags, keptTypes, keptTables, keptOthers);
    }
}
