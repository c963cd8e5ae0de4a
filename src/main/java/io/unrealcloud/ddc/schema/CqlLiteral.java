package io.unrealcloud.ddc.schema;

import java.util.Map;
import java.util.stream.Collectors;

/** Literals in CQL text; the only way a value reaches it. Maps keep the order they are given in. */
public final class CqlLiteral {

    private CqlLiteral() {}

    /** A text literal in single quotes, a quote inside doubled. */
    public static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /** A map literal of texts; a value may be a {@code String} or again such a map. */
    public static String map(Map<String, ?> entries) {
        return entries.entrySet().stream()
                .map(entry -> text(entry.getKey()) + ": " + value(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
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
