package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a CQL text into tokens by the lexical rules of Apache Cassandra's CQL 3 ("The Cassandra Query
 * Language (CQL)": comments, constants, identifiers). Statement grammar is not its business.
 */
public final class CqlLexer {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern BLOB = Pattern.compile("0[xX][0-9a-fA-F]*");
    private static final Pattern DURATION =
            Pattern.compile("(?:[0-9]+(?:mo|ms|us|\u00b5s|ns|[ywdhms]))+(?![A-Za-z0-9_])", Pattern.CASE_INSENSITIVE);
    private static final Pattern FLOAT = Pattern.compile("[0-9]+(?:\\.[0-9]*(?:[eE][+-]?[0-9]+)?|[eE][+-]?[0-9]+)");
    private static final Set<String> PAIRS = Set.of("<=", ">=", "!=", "+=", "-=");
    private static final String SINGLES = ";,.()[]{}<>=+-*/%:!";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();

    private CqlLexer(String text) {
        this.text = text;
    }

    /**
     * All tokens of the text, white space and comments included.
     *
     * @throws CqlSyntaxException if something is left open or a character has no meaning in CQL
     */
    public static List<Token> tokens(String text) {
        CqlLexer lexer = new CqlLexer(text);
        int at = 0;
        while (at < text.length()) {
            at = lexer.next(at);
        }
        return List.copyOf(lexer.tokens);
    }

    private int next(int at) {
        char c = text.charAt(at);
        if (isSpace(c)) {
            int end = at + 1;
            while (end < text.length() && isSpace(text.charAt(end))) {
                end++;
            }
            return add(Kind.WHITESPACE, at, end);
        }
        if (text.startsWith("--", at) || text.startsWith("//", at)) {
            return add(Kind.COMMENT, at, endOfLine(at));
        }
        if (text.startsWith("/*", at)) {
            return add(Kind.COMMENT, at, closing("*/", at + 2, at, "a comment is opened with /* and never closed"));
        }
        if (text.startsWith("$$", at)) {
            return add(Kind.STRING, at, closing("$$", at + 2, at, "a string is opened with $$ and never closed"));
        }
        if (c == '\'') {
            return add(Kind.STRING, at, quoted(at, "a string is opened with ' and never closed"));
        }
        if (c == '"') {
            return add(Kind.QUOTED_NAME, at, quoted(at, "a name is opened with \" and never closed"));
        }
        if (isDigit(c) || isHexLetter(c)) {
            Matcher uuid = UUID.matcher(text).region(at, text.length());
            if (uuid.lookingAt()) {
                return add(Kind.UUID, at, uuid.end());
            }
        }
        if (isDigit(c)) {
            return number(at);
        }
        if (isLetter(c)) {
            int end = at + 1;
            while (end < text.length() && isWordPart(text.charAt(end))) {
                end++;
            }
            return add(Kind.WORD, at, end);
        }
        if (c == '?') {
            return add(Kind.MARKER, at, at + 1);
        }
        if (at + 2 <= text.length() && PAIRS.contains(text.substring(at, at + 2))) {
            return add(Kind.SYMBOL, at, at + 2);
        }
        if (SINGLES.indexOf(c) >= 0) {
            return add(Kind.SYMBOL, at, at + 1);
        }
        throw new CqlSyntaxException(at, "the character '" + c + "' has no meaning here");
    }

    private int number(int at) {
        for (Kind kind : List.of(Kind.BLOB, Kind.DURATION, Kind.FLOAT)) {
            Pattern pattern = kind == Kind.BLOB ? BLOB : kind == Kind.DURATION ? DURATION : FLOAT;
            Matcher matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
            if (matcher.lookingAt()) {
                return add(kind, at, matcher.end());
            }
        }
        int end = at + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return add(Kind.INTEGER, at, end);
    }

    private int add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, text.substring(start, end), start));
        return end;
    }

    private int endOfLine(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private int closing(String mark, int from, int opened, String problem) {
        int found = text.indexOf(mark, from);
        if (found < 0) {
            throw new CqlSyntaxException(opened, problem);
        }
        return found + mark.length();
    }

    /** The end of a literal whose quote is doubled to stand for itself. */
    private int quoted(int at, String problem) {
        char quote = text.charAt(at);
        int from = at + 1;
        while (true) {
            int close = text.indexOf(quote, from);
            if (close < 0) {
                throw new CqlSyntaxException(at, problem);
            }
            if (close + 1 < text.length() && text.charAt(close + 1) == quote) {
                from = close + 2;
            } else {
                return close + 1;
            }
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isHexLetter(char c) {
        return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    private static boolean isWordPart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}
