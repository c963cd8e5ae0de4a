package io.unrealcloud.ddc.schema;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** Literals in CQL text; the only way a value reaches it. Maps keep the order they are given in. */
public final class CqlLiteral {

    private CqlLiteral() {}

    /**
     * A text literal in single quotes, a quote inside doubled.
     *
     * @throws IllegalArgumentException if the value is not valid Unicode
     */
    public static String text(String value) {
        requireEncodable(value);
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** A map literal of texts; a value may be a {@code String} or again such a map. */
    public static String map(Map<String, ?> entries) {
        return entries.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + value(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A frame carries UTF-8, which has no form for half of a surrogate pair. */
    static void requireEncodable(String value) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            throw new IllegalArgumentException("CQL text cannot hold half of a surrogate pair.");
        }
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> nested) {
            return nested.entrySet().stream()
                    .map(entry -> text(String.valueOf(entry.getKey())) + ": " + value(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return text(String.valueOf(value));
    }
}
