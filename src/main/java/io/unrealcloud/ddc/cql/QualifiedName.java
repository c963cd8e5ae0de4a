package io.unrealcloud.ddc.cql;

import java.util.Optional;

/**
 * The name of a table, type, index or view, with the keyspace if the statement names one. Both parts are as
 * the server stores them: unquoted names in lower case.
 */
public record QualifiedName(Optional<String> keyspace, String name) {
    public static QualifiedName of(String keyspace, String name) {
        return new QualifiedName(Optional.of(keyspace), name);
    }

    /** The keyspace meant, given the one the connection uses. */
    public Optional<String> keyspace(Optional<String> current) {
        return keyspace.isPresent() ? keyspace : current;
    }
}
