package io.unrealcloud.ddc.cql;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The only way a value becomes part of a CQL text. Every method gives text that the lexer reads back as exactly
 * the value that was put in.
 */
public final class CqlText {
    private CqlText() {}

    /**
     * A quoted identifier, which keeps its case and may be a reserved word.
     *
     * @throws IllegalArgumentException if the name is empty or not valid Unicode
     */
    public static String name(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("A CQL name cannot be empty");
        }
        return '"' + encodable(name).replace("\"", "\"\"") + '"';
    }

    /** A table, type or index with its keyspace. */
    public static String name(String keyspace, String name) {
        return name(keyspace) + "." + name(name);
    }

    /** A string literal. */
    public static String string(String value) {
        return "'" + encodable(value).replace("'", "''") + "'";
    }

    /** A blob literal. */
    public static String blob(byte[] value) {
        return "0x" + HexFormat.of().formatHex(value);
    }

    /** A map of strings, in the order of the given map. */
    public static String map(Map<String, String> entries) {
        return entries.entrySet().stream()
                .map(entry -> string(entry.getKey()) + ": " + string(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String encodable(String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("A CQL text cannot hold half of a surrogate pair");
        }
        return value;
    }
}
