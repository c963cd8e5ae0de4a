package io.unrealcloud.ddc.sandbox.cqlfront.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A table that exists only as an answer.
 *
 * @param rows asked at each read; a column that a row does not name is null there
 */
public record SystemTable(
        String keyspace, String name, List<SystemColumn> columns, Supplier<List<Map<String, Object>>> rows) {
    public SystemTable {
        columns = List.copyOf(columns);
    }

    Optional<SystemColumn> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** Position of a clustering column or partition key column among its like; -1 for other columns. */
    int position(SystemColumn column) {
        return column.isKey()
                ? columns.stream()
                        .filter(c -> c.kind() == column.kind())
                        .toList()
                        .indexOf(column)
                : -1;
    }
}
