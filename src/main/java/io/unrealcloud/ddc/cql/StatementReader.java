package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.ParsedCql.Span;
import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Decides what a statement is by its first words and hands it to the reader of its kind. */
final class StatementReader {
    private StatementReader() {}

    static ParsedCql read(String text) {
        List<Token> tokens = CqlLexer.tokens(text);
        List<Token> significant = tokens.stream().filter(Token::significant).toList();
        TokenCursor cursor = new TokenCursor(significant);
        SelectReader select = new SelectReader(cursor);
        Statement statement = statement(cursor, select);
        return new ParsedCql(
                text,
                tokens,
                statement,
                cursor.complete() && !(statement instanceof Statement.Unknown),
                markers(significant),
                select.selection(),
                select.bypassCache(),
                select.limit());
    }

    private static Statement statement(TokenCursor cursor, SelectReader select) {
        Token first = cursor.peek();
        if (first.kind() != Kind.WORD) {
            return new Statement.Unknown("");
        }
        String word = first.text().toUpperCase(Locale.ROOT);
        return switch (word) {
            case "SELECT" -> select.read();
            case "INSERT", "UPDATE", "DELETE" -> ModificationReader.modification(cursor);
            case "BEGIN" -> ModificationReader.batch(cursor);
            case "USE" -> {
                cursor.next();
                yield new Statement.Use(cursor.name());
            }
            case "TRUNCATE" -> {
                cursor.next();
                if (!cursor.take("TABLE")) {
                    cursor.take("COLUMNFAMILY");
                }
                yield new Statement.Truncate(cursor.qualifiedName());
            }
            case "CREATE", "ALTER", "DROP" -> SchemaReader.read(cursor);
            case "GRANT", "REVOKE", "LIST" -> {
                cursor.until();
                yield new Statement.Dcl(word);
            }
            case "DESCRIBE", "DESC" -> {
                cursor.until();
                yield new Statement.Describe();
            }
            default -> new Statement.Unknown(word);
        };
    }

    /**
     * The bind markers. A colon starts a named marker unless it stands between key and value of a map or type
     * literal, that is, inside braces after something that ends a term.
     */
    private static List<String> markers(List<Token> tokens) {
        List<String> markers = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (TokenCursor.opens(token)) {
                open.push(token.text());
            } else if (TokenCursor.closes(token)) {
                open.poll();
            } else if (token.kind() == Kind.MARKER) {
                markers.add("?");
            } else if (token.isSymbol(":")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).isName()) {
                boolean separator = "{".equals(open.peek()) && i > 0 && endsTerm(tokens.get(i - 1));
                if (!separator) {
                    markers.add(tokens.get(i + 1).name());
                }
            }
        }
        return markers;
    }

    private static boolean endsTerm(Token token) {
        return token.kind() != Kind.SYMBOL || TokenCursor.closes(token);
    }

    static Optional<Span> span(Token first, Token last) {
        return Optional.of(new Span(first.start(), last.end()));
    }
}
