package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import com.datastax.oss.protocol.internal.response.result.RawType;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Relation.Operator;
import io.unrealcloud.ddc.cql.Selector;
import io.unrealcloud.ddc.cql.Statement.Select;
import io.unrealcloud.ddc.gateway.SystemTables.Cell;
import io.unrealcloud.ddc.gateway.SystemTables.Table;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * A SELECT on one of the gateway's own tables: any columns under any names, {@code count(*)}, the key pinned by
 * a literal or a bound value, LIMIT. Anything else is Invalid, with the reason.
 */
final class SystemQuery {
    private final ParsedCql cql;
    private final Select select;
    private final Table table;

    SystemQuery(ParsedCql cql, Select select, Table table) {
        this.cql = cql;
        this.select = select;
        this.table = table;
    }

    /** Raised inside and turned into an answer at the edge. */
    private static final class Unanswerable extends Exception {
        private static final long serialVersionUID = 1L;

        Unanswerable(String message) {
            super(message, null, false, false);
        }
    }

    com.datastax.oss.protocol.internal.Message answer(QueryOptions options) {
        try {
            List<Map<String, Cell>> rows = limit(matching(options));
            Queue<List<ByteBuffer>> data = new ArrayDeque<>();
            List<ColumnSpec> columns = columns();
            if (counting()) {
                data.add(List.of(ByteBuffer.allocate(8).putLong(0, rows.size())));
            } else {
                List<String> names = names();
                for (Map<String, Cell> row : rows) {
                    List<ByteBuffer> values = new ArrayList<>();
                    names.forEach(name -> values.add(duplicate(row.get(name).value())));
                    data.add(values);
                }
            }
            return new DefaultRows(new RowsMetadata(columns, null, null, null), data);
        } catch (Unanswerable e) {
            return new Error(ErrorCode.INVALID, e.getMessage());
        }
    }

    com.datastax.oss.protocol.internal.Message prepared(byte[] id) {
        try {
            List<ColumnSpec> variables = new ArrayList<>();
            for (String marker : cql.markers()) {
                String name = "?".equals(marker) ? table.key() : marker;
                variables.add(spec(name, variables.size(), table.columns().get(table.key())));
            }
            matching(null);
            return new Prepared(
                    id,
                    null,
                    new RowsMetadata(variables, null, new int[0], null),
                    new RowsMetadata(columns(), null, null, null));
        } catch (Unanswerable e) {
            return new Error(ErrorCode.INVALID, e.getMessage());
        }
    }

    private boolean counting() {
        return select.selectors().size() == 1 && select.selectors().get(0).isCountOfRows();
    }

    private List<String> names() throws Unanswerable {
        if (select.selectors().size() == 1 && select.selectors().get(0).isStar()) {
            return List.copyOf(table.columns().keySet());
        }
        List<String> names = new ArrayList<>();
        for (Selector selector : select.selectors()) {
            String name = selector.column()
                    .orElseThrow(() -> new Unanswerable("The CQL gateway answers system." + table.name()
                            + " itself and knows only plain columns there, not "
                            + String.join("", selector.expression())));
            if (!table.columns().containsKey(name)) {
                throw new Unanswerable("Undefined column name " + name + " in table system." + table.name());
            }
            names.add(name);
        }
        return names;
    }

    private List<ColumnSpec> columns() throws Unanswerable {
        List<ColumnSpec> columns = new ArrayList<>();
        if (counting()) {
            columns.add(spec(
                    select.selectors().get(0).alias().orElse("count"), 0, RawType.PRIMITIVES.get(DataType.BIGINT)));
            return columns;
        }
        List<String> names = names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String shown = select.selectors().size() == names.size()
                    ? select.selectors().get(i).alias().orElse(name)
                    : name;
            columns.add(spec(shown, i, table.columns().get(name)));
        }
        return columns;
    }

    private ColumnSpec spec(String name, int index, RawType type) {
        return new ColumnSpec("system", table.name(), name, index, type);
    }

    /** @param options null to check the conditions only */
    private List<Map<String, Cell>> matching(QueryOptions options) throws Unanswerable {
        if (!cql.complete() || select.json() || select.distinct() || select.groupBy() || select.orderBy()) {
            throw new Unanswerable("The CQL gateway answers system." + table.name()
                    + " itself and knows no JSON, DISTINCT, GROUP BY or ORDER BY there");
        }
        List<Map<String, Cell>> rows = table.rows();
        int marker = 0;
        for (Relation relation : select.where()) {
            if (relation.token()
                    || relation.operator() != Operator.EQ
                    || !relation.columns().equals(List.of(table.key()))) {
                throw new Unanswerable("The CQL gateway answers system." + table.name()
                        + " itself and knows only WHERE " + table.key() + " = … there");
            }
            boolean bound = relation.value().get(0).equals("?")
                    || relation.value().get(0).equals(":");
            if (bound && options == null) {
                continue;
            }
            ByteBuffer wanted = bound ? value(options, marker++) : literal(relation.value());
            rows = rows.stream()
                    .filter(row -> row.get(table.key()).value().equals(wanted))
                    .toList();
        }
        return rows;
    }

    private ByteBuffer value(QueryOptions options, int marker) throws Unanswerable {
        ByteBuffer value = options.namedValues.isEmpty()
                ? marker < options.positionalValues.size() ? options.positionalValues.get(marker) : null
                : options.namedValues.get(cql.markers().get(marker));
        if (value == null) {
            throw new Unanswerable("Invalid null value for " + table.key());
        }
        return value;
    }

    private ByteBuffer literal(List<String> value) throws Unanswerable {
        String token = value.get(0);
        if (value.size() != 1 || !token.startsWith("'")) {
            throw new Unanswerable("Invalid value for " + table.key() + ": " + String.join("", value));
        }
        String text = token.substring(1, token.length() - 1).replace("''", "'");
        if (table.columns().get(table.key()).equals(SystemTables.TEXT)) {
            return SystemTables.utf8(text);
        }
        if (!text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new Unanswerable("Unable to make inet address from '" + text + "'");
        }
        try {
            return ByteBuffer.wrap(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            throw new Unanswerable("Unable to make inet address from '" + text + "'");
        }
    }

    private List<Map<String, Cell>> limit(List<Map<String, Cell>> rows) throws Unanswerable {
        if (select.limit().isEmpty() || counting()) {
            return rows;
        }
        try {
            return rows.stream().limit(Long.parseLong(select.limit().get(0))).toList();
        } catch (IllegalArgumentException e) {
            throw new Unanswerable("The CQL gateway takes only a positive number as LIMIT on its own tables");
        }
    }

    private static ByteBuffer duplicate(ByteBuffer value) {
        return value == null ? null : value.duplicate();
    }
}
