package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.cql.Token.Kind;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the value of a property after WITH: text, or a map of such, nested as the service's own ones are. */
public final class PropertyReader {
    private PropertyReader() {}

    /** A string, number or boolean as text, or a {@code Map<String, Object>} of the same. */
    public static Object value(TokenReader in) {
        if (in.takeSymbol("{")) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (!in.takeSymbol("}")) {
                do {
                    String key = scalar(in);
                    in.symbol(":");
                    if (map.put(key, value(in)) != null) {
                        throw CqlRefusal.syntax("Multiple definition for property '" + key + "'");
                    }
                } while (in.takeSymbol(","));
                in.symbol("}");
            }
            return map;
        }
        return scalar(in);
    }

    private static String scalar(TokenReader in) {
        boolean negative = in.takeSymbol("-");
        Token token = in.peek();
        boolean number = token.kind() == Kind.INTEGER || token.kind() == Kind.FLOAT;
        boolean other = token.kind() == Kind.STRING
                || token.kind() == Kind.UUID
                || token.isWord("true")
                || token.isWord("false");
        if (!number && (negative || !other)) {
            throw in.unexpected("a value");
        }
        in.next();
        return (negative ? "-" : "") + token.string();
    }

    /** A map of texts, as {@code what} has to be. */
    public static Map<String, String> texts(String what, Object value) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : map(what, value).entrySet()) {
            texts.put(entry.getKey(), text(what, entry.getValue()));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(String what, Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw CqlRefusal.syntax("Invalid value for property '" + what + "'. It should be a map.");
    }

    public static String text(String what, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw CqlRefusal.syntax("Invalid value for property '" + what + "'. It should be a string.");
    }

    public static int integer(String what, Object value) {
        try {
            return Integer.parseInt(text(what, value));
        } catch (NumberFormatException e) {
            throw CqlRefusal.syntax("Invalid integer value " + value + " for '" + what + "'");
        }
    }
}
