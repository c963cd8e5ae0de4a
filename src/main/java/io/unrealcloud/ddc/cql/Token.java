package io.unrealcloud.ddc.cql;

import java.util.Locale;

/**
 * One piece of a CQL text. The texts of all tokens of a statement, in order, concatenate to the statement.
 *
 * @param kind what it is
 * @param text exactly as written, quotes and comment marks included
 * @param start zero-based index of its first UTF-16 unit in the statement
 */
public record Token(Kind kind, String text, int start) {
    /** The lexical classes of CQL. */
    public enum Kind {
        WHITESPACE,
        COMMENT,
        /** An unquoted name or a keyword; CQL does not tell them apart at this level. */
        WORD,
        QUOTED_NAME,
        STRING,
        INTEGER,
        FLOAT,
        DURATION,
        BLOB,
        UUID,
        /** {@code ?}; a named marker is the symbol {@code :} followed by a name. */
        MARKER,
        SYMBOL
    }

    /** Index after the last UTF-16 unit of this token. */
    public int end() {
        return start + text.length();
    }

    public boolean significant() {
        return kind != Kind.WHITESPACE && kind != Kind.COMMENT;
    }

    public boolean isWord(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    public boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The name this token stands for: lower case if unquoted, unescaped if quoted; otherwise its text. */
    public String name() {
        return switch (kind) {
            case WORD -> text.toLowerCase(Locale.ROOT);
            case QUOTED_NAME -> text.substring(1, text.length() - 1).replace("\"\"", "\"");
            case WHITESPACE, COMMENT, STRING, INTEGER, FLOAT, DURATION, BLOB, UUID, MARKER, SYMBOL -> text;
        };
    }

    /** The value of a string literal in either quoting; otherwise its text. */
    public String string() {
        if (kind != Kind.STRING) {
            return text;
        }
        return text.startsWith("$$")
                ? text.substring(2, text.length() - 2)
                : text.substring(1, text.length() - 1).replace("''", "'");
    }

    /** The same for every spelling that means the same: words in lower case, everything else as written. */
    String canonical() {
        return kind == Kind.WORD ? text.toLowerCase(Locale.ROOT) : text;
    }
}
