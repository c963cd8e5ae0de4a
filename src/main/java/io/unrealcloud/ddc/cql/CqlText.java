package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.CqlLiteral;
import java.util.Map;

/** Names and values given as plain strings, quoted by {@code schema}'s own rules for a CQL text. */
public final class CqlText {
    private CqlText() {}

    /**
     * A quoted identifier, which keeps its case and may be a reserved word.
     *
     * @throws IllegalArgumentException if the name is empty or not valid Unicode
     */
    public static String name(String name) {
        return CqlIdentifier.of(name).quoted();
    }

    /** A table, type or index with its keyspace. */
    public static String name(String keyspace, String name) {
        return name(keyspace) + "." + name(name);
    }

    /** A string literal. */
    public static String string(String value) {
        return CqlLiteral.text(value);
    }

    /** A map of strings, in the order of the given map. */
    public static String map(Map<String, String> entries) {
        return CqlLiteral.map(entries);
    }
}
