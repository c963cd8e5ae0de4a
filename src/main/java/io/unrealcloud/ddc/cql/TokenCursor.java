package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the significant tokens of a statement and remembers whether something was not understood. */
final class TokenCursor {
    private static final Token END = new Token(Kind.WHITESPACE, "", -1);

    private final List<Token> tokens;
    private int at;
    private boolean understood = true;

    TokenCursor(List<Token> significant) {
        this.tokens = significant;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }

    Token next() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size());
        return token;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    /** Takes these keywords if they come next, all or none. */
    boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    boolean takeSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(boolean taken) {
        understood &= taken;
    }

    /** Whether all tokens were read and every expectation held; a final semicolon is allowed. */
    boolean complete() {
        takeSymbol(";");
        return understood && atEnd();
    }

    /** A name, or empty with the statement marked as not understood. */
    String name() {
        if (peek().isName()) {
            return next().name();
        }
        understood = false;
        return "";
    }

    QualifiedName qualifiedName() {
        String first = name();
        return takeSymbol(".")
                ? new QualifiedName(Optional.of(first), name())
                : new QualifiedName(Optional.empty(), first);
    }

    /** Takes tokens until one of these keywords stands outside all brackets, or a semicolon, or the end. */
    List<Token> until(String... words) {
        List<Token> taken = new ArrayList<>();
        int depth = 0;
        while (!atEnd()) {
            Token token = peek();
            if (depth == 0 && (token.isSymbol(";") || isAny(token, words))) {
                break;
            }
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth < 0) {
                understood = false;
                depth = 0;
            }
            taken.add(next());
        }
        understood &= depth == 0;
        return taken;
    }

    /** What stands inside the bracket that comes next, which is taken with its counterpart. */
    List<Token> bracketed() {
        List<Token> taken = new ArrayList<>();
        int depth = 0;
        do {
            Token token = next();
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            taken.add(token);
        } while (depth > 0 && !atEnd());
        understood &= depth == 0;
        return depth == 0 && taken.size() > 1 ? taken.subList(1, taken.size() - 1) : List.of();
    }

    /** Splits at commas outside all brackets. */
    static List<List<Token>> splitAtCommas(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        List<Token> part = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens) {
            depth += opens(token) ? 1 : closes(token) ? -1 : 0;
            if (depth == 0 && token.isSymbol(",")) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.add(token);
            }
        }
        parts.add(part);
        return parts;
    }

    static List<String> canonical(List<Token> tokens) {
        return tokens.stream().map(Token::canonical).toList();
    }

    static boolean opens(Token token) {
        return token.isSymbol("(") || token.isSymbol("[") || token.isSymbol("{");
    }

    static boolean closes(Token token) {
        return token.isSymbol(")") || token.isSymbol("]") || token.isSymbol("}");
    }

    private static boolean isAny(Token token, String... words) {
        for (String word : words) {
            if (token.isWord(word)) {
                return true;
            }
        }
        return false;
    }
}
