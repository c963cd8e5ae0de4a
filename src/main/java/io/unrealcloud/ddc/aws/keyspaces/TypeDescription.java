package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;

/**
 * A user-defined type as the service reports it.
 *
 * @param statusText the service's own word, also when it is one this operator does not know
 * @param fields in order
 * @param referringTables tables that use it directly
 * @param parentTypes types that use it directly
 */
public record TypeDescription(
        String keyspace,
        String name,
        TypeStatus status,
        String statusText,
        List<Column> fields,
        List<String> referringTables,
        List<String> parentTypes) {
    public TypeDescription {
        fields = List.copyOf(fields);
        referringTables = List.copyOf(referringTables);
        parentTypes = List.copyOf(parentTypes);
    }
}
