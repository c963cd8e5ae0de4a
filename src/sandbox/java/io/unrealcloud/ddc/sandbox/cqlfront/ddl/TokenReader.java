package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.cql.Token.Kind;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import java.util.List;

/** Takes tokens one by one and refuses what it does not expect, in the way a parser does. */
public final class TokenReader {
    private static final Token END = new Token(Kind.WHITESPACE, "<EOF>", -1);

    private final List<Token> tokens;
    private int at;

    public TokenReader(List<Token> all) {
        List<Token> significant = all.stream().filter(Token::significant).toList();
        boolean closed = !significant.isEmpty() && significant.getLast().isSymbol(";");
        this.tokens = closed ? significant.subList(0, significant.size() - 1) : significant;
    }

    public Token peek() {
        return at < tokens.size() ? tokens.get(at) : END;
    }

    public Token next() {
        Token token = peek();
        if (token == END) {
            throw unexpected("more");
        }
        at++;
        return token;
    }

    public boolean atEnd() {
        return at == tokens.size();
    }

    public boolean take(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).isWord(words[i])) {
                return false;
            }
        }
        at += words.length;
        return true;
    }

    public boolean takeSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    public void word(String word) {
        if (!take(word)) {
            throw unexpected(word);
        }
    }

    public void symbol(String symbol) {
        if (!takeSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
    }

    /** A name as the server stores it. */
    public String name() {
        if (!peek().isName()) {
            throw unexpected("a name");
        }
        return next().name();
    }

    public void end() {
        if (!atEnd()) {
            throw unexpected("the end of the statement");
        }
    }

    public CqlRefusal unexpected(String wanted) {
        return CqlRefusal.syntax("Expected " + wanted + " at '" + peek().text() + "'"
                + (peek().start() < 0 ? "" : ", character " + (peek().start() + 1)));
    }
}
