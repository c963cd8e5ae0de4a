package io.unrealcloud.ddc.schema;

import io.unrealcloud.ddc.schema.CqlType.Custom;
import io.unrealcloud.ddc.schema.CqlType.Frozen;
import io.unrealcloud.ddc.schema.CqlType.ListOf;
import io.unrealcloud.ddc.schema.CqlType.MapOf;
import io.unrealcloud.ddc.schema.CqlType.Native;
import io.unrealcloud.ddc.schema.CqlType.SetOf;
import io.unrealcloud.ddc.schema.CqlType.TupleOf;
import io.unrealcloud.ddc.schema.CqlType.Udt;
import io.unrealcloud.ddc.schema.CqlType.VectorOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Recursive descent over one type expression. */
final class CqlTypeParser {

    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;
    private int depth;

    CqlTypeParser(String text) {
        this.text = text;
    }

    CqlType parse() {
        CqlType type = type();
        skipSpace();
        if (at < text.length()) {
            throw error("unexpected text after the type");
        }
        return type;
    }

    private CqlType type() {
        if (++depth > MAX_DEPTH) {
            throw error("nested too deeply");
        }
        try {
            skipSpace();
            if (peek('"')) {
                return new Udt(CqlIdentifier.of(quoted('"')));
            }
            if (peek('\'')) {
                return new Custom(quoted('\''));
            }
            String word = word().toLowerCase(Locale.ROOT);
            skipSpace();
            return peek('<')
                    ? generic(word)
                    : Native.named(word).<CqlType>map(scalar -> scalar).orElseGet(() -> Udt.of(word));
        } finally {
            depth--;
        }
    }

    private CqlType generic(String word) {
        if (word.equals("vector")) {
            return vector();
        }
        List<CqlType> inner = new ArrayList<>();
        do {
            at++; // the opening bracket or a comma
            inner.add(type());
            skipSpace();
        } while (peek(','));
        expect('>');
        return switch (word) {
            case "list" -> new ListOf(only(word, inner, 1).get(0));
            case "set" -> new SetOf(only(word, inner, 1).get(0));
            case "map" -> new MapOf(only(word, inner, 2).get(0), inner.get(1));
            case "frozen" -> new Frozen(only(word, inner, 1).get(0));
            case "tuple" -> new TupleOf(inner);
            default -> throw error("'" + word + "' takes no type parameters");
        };
    }

    private CqlType vector() {
        expect('<');
        CqlType element = type();
        skipSpace();
        expect(',');
        skipSpace();
        String digits = word();
        if (!digits.matches("[1-9][0-9]{0,5}")) {
            throw error("a vector's dimension must be a whole number");
        }
        skipSpace();
        expect('>');
        return new VectorOf(element, Integer.parseInt(digits));
    }

    private List<CqlType> only(String word, List<CqlType> inner, int count) {
        if (inner.size() != count) {
            throw error("'" + word + "' takes " + count + " type parameter" + (count == 1 ? "" : "s"));
        }
        return inner;
    }

    private String word() {
        int start = at;
        while (at < text.length() && wordCharacter(text.charAt(at))) {
            at++;
        }
        if (start == at) {
            throw error("a type name is missing");
        }
        return text.substring(start, at);
    }

    private static boolean wordCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }

    private String quoted(char quote) {
        StringBuilder name = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != quote) {
                name.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                name.append(quote);
                at++;
            } else {
                at++;
                if (name.isEmpty()) {
                    throw error("an empty name");
                }
                return name.toString();
            }
        }
        throw error("the closing quote is missing");
    }

    private void expect(char c) {
        if (!peek(c)) {
            throw error("'" + c + "' is missing");
        }
        at++;
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException error(String problem) {
        return new IllegalArgumentException(
                "'" + text + "' is not a CQL type: " + problem + " (at character " + (at + 1) + ").");
    }
}
