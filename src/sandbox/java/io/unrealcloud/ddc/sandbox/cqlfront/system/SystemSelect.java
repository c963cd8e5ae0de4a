package io.unrealcloud.ddc.sandbox.cqlfront.system;

import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Selector;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * A SELECT on a system table, ready to run: any list of columns, equality and IN on columns, LIMIT. What it cannot
 * do it refuses by name. All rows come in one page, since the C# driver cannot read a second one here.
 */
public final class SystemSelect {
    private final SystemTable table;
    private final List<SystemColumn> columns = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private final List<Marker> markers = new ArrayList<>();
    private final Operand limit;

    public SystemSelect(SystemTable table, Statement.Select select) {
        this.table = table;
        refuseIf(select.json(), "SELECT JSON");
        refuseIf(select.orderBy(), "ORDER BY");
        select.selectors().forEach(this::add);
        for (Relation relation : select.where()) {
            conditions.add(condition(relation, select.allowFiltering()));
        }
        this.limit = select.limit().isEmpty() ? null : operand(select.limit(), "[limit]", DataTypes.INT);
    }

    private void refuseIf(boolean asked, String what) {
        if (asked) {
            throw CqlRefusal.invalid(
                    what + " is not possible on the system table " + table.keyspace() + "." + table.name());
        }
    }

    private void add(Selector selector) {
        if (selector.isStar()) {
            for (SystemColumn column : table.columns()) {
                columns.add(column);
                names.add(column.name());
            }
            return;
        }
        String name = selector.column().orElse(null);
        refuseIf(name == null, "Selecting " + String.join(" ", selector.expression()));
        columns.add(column(name));
        names.add(selector.alias().orElse(name));
    }

    private SystemColumn column(String name) {
        return table.column(name)
                .orElseThrow(() -> CqlRefusal.invalid(
                        "Undefined column name " + name + " in table " + table.keyspace() + "." + table.name()));
    }

    private Condition condition(Relation relation, boolean allowFiltering) {
        refuseIf(relation.token(), "A condition on token()");
        refuseIf(relation.columns().size() != 1, "A condition on several columns at once");
        SystemColumn column = column(relation.columns().get(0));
        if (!column.isKey() && !allowFiltering) {
            throw CqlRefusal.invalid("Cannot execute this query as it might involve data filtering and thus may have"
                    + " unpredictable performance. If you want to execute this query despite the performance"
                    + " unpredictability, use ALLOW FILTERING");
        }
        List<String> value = relation.value();
        if (relation.operator() == Relation.Operator.EQ) {
            return new Condition(column, List.of(operand(value, column.name(), column.type())), false);
        }
        refuseIf(relation.operator() != Relation.Operator.IN, "A condition other than = and IN");
        if (value.get(0).equals("(")) {
            List<Operand> options = new ArrayList<>();
            for (List<String> item : items(value.subList(1, value.size() - 1))) {
                options.add(operand(item, column.name(), column.type()));
            }
            return new Condition(column, options, false);
        }
        return new Condition(
                column, List.of(operand(value, "in(" + column.name() + ")", DataTypes.listOf(column.type()))), true);
    }

    private static List<List<String>> items(List<String> tokens) {
        List<List<String>> items = new ArrayList<>();
        List<String> item = new ArrayList<>();
        for (String token : tokens) {
            if (token.equals(",")) {
                items.add(item);
                item = new ArrayList<>();
            } else {
                item.add(token);
            }
        }
        if (!item.isEmpty()) {
            items.add(item);
        }
        return items;
    }

    private Operand operand(List<String> tokens, String name, DataType type) {
        boolean named = tokens.size() == 2 && tokens.get(0).equals(":");
        if (named || tokens.equals(List.of("?"))) {
            markers.add(new Marker(named ? tokens.get(1) : name, type));
            return new Operand(null, markers.size() - 1);
        }
        String literal = String.join("", tokens);
        try {
            return new Operand(new SystemColumn(name, type, SystemColumn.Kind.REGULAR).parse(literal), -1);
        } catch (IllegalArgumentException e) {
            throw CqlRefusal.invalid("Invalid value " + literal + " for " + name + " of type " + type);
        }
    }

    /** The rows asked for, as they are now. */
    public Rows run(QueryOptions options) {
        int most = limit == null ? Integer.MAX_VALUE : limit(options);
        Queue<List<ByteBuffer>> data = new ArrayDeque<>();
        List<Set<ByteBuffer>> allowed = conditions.stream()
                .map(condition -> condition.allowed(this, options))
                .toList();
        for (Map<String, Object> row : table.rows().get()) {
            if (data.size() < most && matches(row, allowed)) {
                List<ByteBuffer> values = new ArrayList<>();
                columns.forEach(column -> values.add(column.encode(row.get(column.name()))));
                data.add(values);
            }
        }
        return new DefaultRows(resultMetadata(), data);
    }

    private int limit(QueryOptions options) {
        ByteBuffer value = value(limit, options);
        if (value == null || value.remaining() != Integer.BYTES || value.getInt(value.position()) < 1) {
            throw CqlRefusal.invalid("LIMIT must be strictly positive");
        }
        return value.getInt(value.position());
    }

    private boolean matches(Map<String, Object> row, List<Set<ByteBuffer>> allowed) {
        for (int i = 0; i < conditions.size(); i++) {
            SystemColumn column = conditions.get(i).column();
            ByteBuffer actual = column.encode(row.get(column.name()));
            if (actual == null || !allowed.get(i).contains(actual)) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer value(Operand operand, QueryOptions options) {
        if (operand.marker() < 0) {
            return operand.literal();
        }
        Marker marker = markers.get(operand.marker());
        if (!options.namedValues.isEmpty()) {
            return options.namedValues.get(marker.name());
        }
        if (options.positionalValues.size() <= operand.marker()) {
            throw CqlRefusal.invalid("There are " + markers.size() + " markers(?) in CQL but "
                    + options.positionalValues.size() + " bound variables");
        }
        return options.positionalValues.get(operand.marker());
    }

    public Prepared prepared(byte[] id) {
        List<ColumnSpec> variables = new ArrayList<>();
        for (Marker marker : markers) {
            variables.add(spec(marker.name(), marker.type(), variables.size()));
        }
        return new Prepared(id, null, new RowsMetadata(variables, null, new int[0], null), resultMetadata());
    }

    private RowsMetadata resultMetadata() {
        List<ColumnSpec> specs = new ArrayList<>();
        for (SystemColumn column : columns) {
            specs.add(spec(names.get(specs.size()), column.type(), specs.size()));
        }
        return new RowsMetadata(specs, null, new int[0], null);
    }

    private ColumnSpec spec(String name, DataType type, int index) {
        return new ColumnSpec(table.keyspace(), table.name(), name, index, RawTypes.of(type));
    }

    private record Marker(String name, DataType type) {}

    /** A literal, or the number of a marker. */
    private record Operand(ByteBuffer literal, int marker) {}

    /** @param list whether the one operand is a list of what is allowed */
    private record Condition(SystemColumn column, List<Operand> operands, boolean list) {
        Set<ByteBuffer> allowed(SystemSelect select, QueryOptions options) {
            Set<ByteBuffer> allowed = new java.util.HashSet<>();
            for (Operand operand : operands) {
                ByteBuffer value = select.value(operand, options);
                if (value == null) {
                    throw CqlRefusal.invalid("Invalid null value in condition for column " + column.name());
                }
                if (list) {
                    ByteBuffer elements = value.duplicate();
                    for (int left = elements.getInt(); left > 0; left--) {
                        int length = elements.getInt();
                        allowed.add(elements.slice(elements.position(), length));
                        elements.position(elements.position() + length);
                    }
                } else {
                    allowed.add(value);
                }
            }
            return allowed;
        }
    }
}
