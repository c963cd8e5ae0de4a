package io.unrealcloud.ddc.cql;

import java.util.List;
import java.util.Optional;

/**
 * One item of a select list.
 *
 * @param expression its canonical tokens, without the alias
 * @param alias the name after AS
 */
public record Selector(List<String> expression, Optional<String> alias) {
    public Selector {
        expression = List.copyOf(expression);
    }

    public boolean isStar() {
        return expression.equals(List.of("*"));
    }

    /** Whether this is {@code count(*)} or {@code count(1)}, which mean the same. */
    public boolean isCountOfRows() {
        return expression.equals(List.of("count", "(", "*", ")")) || expression.equals(List.of("count", "(", "1", ")"));
    }

    /** The column, if the item is nothing but a column name. */
    public Optional<String> column() {
        if (expression.size() != 1 || isStar()) {
            return Optional.empty();
        }
        String text = expression.get(0);
        if (text.startsWith("\"")) {
            return Optional.of(text.substring(1, text.length() - 1).replace("\"\"", "\""));
        }
        return Character.isLetter(text.charAt(0)) ? Optional.of(text) : Optional.empty();
    }
}
