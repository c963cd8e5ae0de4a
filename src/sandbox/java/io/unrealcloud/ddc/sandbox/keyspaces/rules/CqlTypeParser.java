package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import io.unrealcloud.ddc.sandbox.keyspaces.rules.CqlType.Collection.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads a CQL type from text. */
final class CqlTypeParser {

    private final String text;
    private int at;

    CqlTypeParser(String text) {
        this.text = text;
    }

    CqlType parse() {
        CqlType type = type();
        skipBlanks();
        if (at < text.length()) {
            throw invalid("unexpected '" + text.substring(at) + "'");
        }
        return type;
    }

    private CqlType type() {
        String word = word();
        if (word.startsWith("\"")) {
            return new CqlType.Udt(Names.formattedType(word), false);
        }
        return switch (word) {
            case "frozen" -> freeze(arguments(1).getFirst());
            case "list" -> new CqlType.Collection(Kind.LIST, arguments(1), false);
            case "set" -> new CqlType.Collection(Kind.SET, arguments(1), false);
            case "map" -> new CqlType.Collection(Kind.MAP, arguments(2), false);
            case "tuple" -> new CqlType.Tuple(arguments(0), false);
            default -> CqlType.SCALARS.contains(word) ? new CqlType.Scalar(word) : new CqlType.Udt(word, false);
        };
    }

    private CqlType freeze(CqlType type) {
        return switch (type) {
            case CqlType.Scalar s -> throw invalid("frozen<> is only for collections, tuples and user-defined types");
            case CqlType.Collection c -> new CqlType.Collection(c.kind(), c.elements(), true);
            case CqlType.Tuple t -> new CqlType.Tuple(t.elements(), true);
            case CqlType.Udt u -> new CqlType.Udt(u.name(), true);
        };
    }

    /** @param expected how many there must be; 0 for any number from one */
    private List<CqlType> arguments(int expected) {
        List<CqlType> arguments = new ArrayList<>();
        require('<');
        do {
            arguments.add(type());
            skipBlanks();
        } while (accept(','));
        require('>');
        if (expected > 0 && arguments.size() != expected) {
            throw invalid("wrong number of types between < and >");
        }
        return List.copyOf(arguments);
    }

    private String word() {
        skipBlanks();
        int start = at;
        if (at < text.length() && text.charAt(at) == '"') {
            at = closingQuote();
            return text.substring(start, at);
        }
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        if (start == at || !isAsciiLetter(text.charAt(start))) {
            throw invalid("a type is missing");
        }
        return text.substring(start, at).toLowerCase(Locale.ROOT);
    }

    /** Answers where the text goes on after the quoted name; two quotes in a row stand for one in the name. */
    private int closingQuote() {
        for (int i = at + 1; i < text.length(); i++) {
            if (text.charAt(i) == '"') {
                if (i + 1 == text.length() || text.charAt(i + 1) != '"') {
                    return i + 1;
                }
                i++;
            }
        }
        throw invalid("a double quote is not closed");
    }

    private static boolean isAsciiLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private void require(char c) {
        skipBlanks();
        if (!accept(c)) {
            throw invalid("'" + c + "' expected at position " + at);
        }
    }

    private boolean accept(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipBlanks() {
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
    }

    private ServiceError invalid(String why) {
        return ServiceError.validation("Invalid data type '" + text + "': " + why);
    }
}
