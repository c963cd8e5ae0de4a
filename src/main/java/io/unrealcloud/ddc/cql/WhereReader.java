package io.unrealcloud.ddc.cql;

import io.unrealcloud.ddc.cql.Relation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the conditions after WHERE. */
final class WhereReader {
    private static final String[] ENDS = {
        "AND", "ORDER", "GROUP", "PER", "LIMIT", "ALLOW", "BYPASS", "USING", "IF", "INSERT", "UPDATE", "DELETE", "APPLY"
    };
    private static final Map<String, Operator> SYMBOLS = Map.of(
            "=", Operator.EQ,
            "!=", Operator.NE,
            "<", Operator.LT,
            "<=", Operator.LE,
            ">", Operator.GT,
            ">=", Operator.GE);

    private WhereReader() {}

    static List<Relation> read(TokenCursor cursor) {
        List<Relation> relations = new ArrayList<>();
        do {
            relations.add(relation(cursor));
        } while (cursor.take("AND"));
        return relations;
    }

    private static Relation relation(TokenCursor cursor) {
        boolean token = cursor.peek().isWord("TOKEN") && cursor.peek(1).isSymbol("(");
        List<String> columns;
        if (token || cursor.peek().isSymbol("(")) {
            if (token) {
                cursor.next();
            }
            columns = TokenCursor.splitAtCommas(cursor.bracketed()).stream()
                    .map(part -> part.size() == 1 && part.get(0).isName()
                            ? part.get(0).name()
                            : "")
                    .toList();
            cursor.expect(!columns.contains(""));
        } else {
            columns = List.of(cursor.name());
        }
        Operator operator = operator(cursor);
        List<Token> value = new ArrayList<>(cursor.until(ENDS));
        if (operator == Operator.BETWEEN && cursor.peek().isWord("AND")) {
            value.add(cursor.next());
            value.addAll(cursor.until(ENDS));
        }
        cursor.expect(operator != Operator.OTHER && value.isEmpty() == (operator == Operator.IS_NOT_NULL));
        return new Relation(columns, token, operator, TokenCursor.canonical(value));
    }

    private static Operator operator(TokenCursor cursor) {
        Operator symbol = SYMBOLS.get(cursor.peek().text());
        if (symbol != null) {
            cursor.next();
            return symbol;
        }
        if (cursor.take("IN")) {
            return Operator.IN;
        }
        if (cursor.take("CONTAINS", "KEY")) {
            return Operator.CONTAINS_KEY;
        }
        if (cursor.take("CONTAINS")) {
            return Operator.CONTAINS;
        }
        if (cursor.take("LIKE")) {
            return Operator.LIKE;
        }
        if (cursor.take("BETWEEN")) {
            return Operator.BETWEEN;
        }
        if (cursor.take("IS", "NOT", "NULL")) {
            return Operator.IS_NOT_NULL;
        }
        return Operator.OTHER;
    }
}
