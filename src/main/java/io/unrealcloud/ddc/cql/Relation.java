package io.unrealcloud.ddc.cql;

import java.util.List;

/**
 * One condition of a WHERE clause.
 *
 * @param columns the columns on the left: one, or several for a tuple or for {@code token(a, b)}
 * @param token whether the left side is {@code token(…)}
 * @param operator what joins the sides
 * @param value the right side, one canonical token per entry
 */
public record Relation(List<String> columns, boolean token, Operator operator, List<String> value) {
    public Relation {
        columns = List.copyOf(columns);
        value = List.copyOf(value);
    }

    /** The comparison a condition makes. */
    public enum Operator {
        EQ,
        NE,
        LT,
        LE,
        GT,
        GE,
        IN,
        CONTAINS,
        CONTAINS_KEY,
        LIKE,
        BETWEEN,
        IS_NOT_NULL,
        /** A condition this view does not understand; the statement is then not {@linkplain ParsedCql#complete() complete}. */
        OTHER
    }

    /** Whether this pins one plain column to one value. */
    public boolean pins(String column) {
        return operator == Operator.EQ && !token && columns.equals(List.of(column));
    }
}
