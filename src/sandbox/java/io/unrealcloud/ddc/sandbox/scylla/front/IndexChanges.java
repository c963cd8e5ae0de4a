package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.Ddl;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.TokenReader;
import io.unrealcloud.ddc.sandbox.scylla.state.Index;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * CREATE INDEX and DROP INDEX. An index of ScyllaDB is a view named {@code <index>_index} that clients can read too
 * (ScyllaDB manual: Global and Local Secondary Indexes), so it becomes a view of Cassandra. A global index's view has in
 * ScyllaDB one more column, {@code idx_token}, which Cassandra cannot compute.
 */
final class IndexChanges {
    private final FrontParts parts;
    private final Caller caller;
    private final SchemaChanges changes;

    IndexChanges(FrontParts parts, Caller caller, SchemaChanges changes) {
        this.parts = parts;
        this.caller = caller;
        this.changes = changes;
    }

    Message run(ParsedCql cql, Ddl ddl, String keyspace, Snapshot state) throws IOException, InterruptedException {
        if (ddl.action() == Action.DROP) {
            return drop(keyspace, ddl.name().orElseThrow().name(), ddl.guarded(), state);
        }
        if (ddl.action() == Action.ALTER) {
            throw CqlRefusal.syntax("line 1:0 no viable alternative at input 'ALTER INDEX'");
        }
        return create(cql, keyspace, ddl, state);
    }

    private Message create(ParsedCql cql, String keyspace, Ddl ddl, Snapshot state)
            throws IOException, InterruptedException {
        String table = ddl.on()
                .orElseThrow(() -> CqlRefusal.syntax("An index is ON a table"))
                .name();
        caller.require(state, Permission.ALTER, Resource.table(keyspace, table));
        List<Column> columns = columns(keyspace, table);
        Index index = index(cql, keyspace, table, ddl, columns);
        changes.requireViews(keyspace, state);
        Optional<Index> same = state.index(keyspace, index.name());
        if (same.isPresent() && ddl.guarded()) {
            return Void.INSTANCE;
        }
        if (same.isPresent()) {
            throw CqlRefusal.invalid("Index already exists");
        }
        state.indexesOf(keyspace, table).stream()
                .filter(other -> other.target().equals(index.target()))
                .findFirst()
                .ifPresent(other -> {
                    throw CqlRefusal.invalid(
                            "Index " + index.name() + " is a duplicate of existing index " + other.name());
                });
        changes.atLeader(List.of(view(index, columns)));
        parts.state().refresh();
        return SchemaChanges.updated(index);
    }

    private Message drop(String keyspace, String name, boolean guarded, Snapshot state)
            throws IOException, InterruptedException {
        Optional<Index> index = state.index(keyspace, name);
        if (index.isEmpty() && guarded) {
            return Void.INSTANCE;
        }
        Index found = index.orElseThrow(() -> CqlRefusal.invalid(
                "Index '" + name + "' could not be found in any of the tables of keyspace '" + keyspace + "'"));
        caller.require(state, Permission.ALTER, Resource.table(keyspace, found.table()));
        changes.atLeader(List.of("DROP MATERIALIZED VIEW " + CqlText.name(keyspace, found.view())));
        parts.state().refresh();
        return SchemaChanges.updated(found);
    }

    /** @param position among its kind */
    private record Column(String name, String kind, int position, String type) {}

    private List<Column> columns(String keyspace, String table) throws IOException {
        List<Column> columns = new ArrayList<>();
        try (NodeClient node = parts.ring().here()) {
            boolean view = !node.read("SELECT view_name FROM system_schema.views WHERE keyspace_name = "
                            + CqlText.string(keyspace) + " AND view_name = " + CqlText.string(table))
                    .rows()
                    .isEmpty();
            if (view) {
                throw CqlRefusal.invalid("Secondary indexes are not supported on materialized views");
            }
            for (Map<String, Object> row : node.read(
                            "SELECT column_name, kind, position, type FROM system_schema.columns WHERE keyspace_name = "
                                    + CqlText.string(keyspace) + " AND table_name = " + CqlText.string(table))
                    .rows()) {
                columns.add(new Column(
                        (String) row.get("column_name"),
                        (String) row.get("kind"),
                        (Integer) row.get("position"),
                        (String) row.get("type")));
            }
        }
        if (columns.isEmpty()) {
            throw CqlRefusal.invalid("unconfigured table " + table);
        }
        columns.sort(Comparator.comparingInt(Column::position));
        return columns;
    }

    private static Index index(ParsedCql cql, String keyspace, String table, Ddl ddl, List<Column> columns) {
        TokenReader in = new TokenReader(cql.tokens());
        in.word("CREATE");
        boolean custom = in.take("CUSTOM");
        while (!in.take("ON")) {
            in.next();
        }
        in.name();
        if (in.takeSymbol(".")) {
            in.name();
        }
        in.symbol("(");
        List<String> localTo = in.takeSymbol("(") ? names(in) : List.of();
        if (!localTo.isEmpty()) {
            in.symbol(",");
        }
        String column = in.name();
        if (in.peek().isSymbol("(")) {
            throw CqlRefusal.invalid("The sandbox's ScyllaDB has no indexes on " + column + " of a collection");
        }
        if (in.peek().isSymbol(",")) {
            throw CqlRefusal.invalid("Only CUSTOM indexes support multiple columns");
        }
        in.symbol(")");
        if (custom || in.peek().isWord("USING")) {
            in.word("USING");
            throw CqlRefusal.invalid("Non-supported custom class '" + in.next().string() + "' provided");
        }
        in.end();
        List<String> partition = of("partition_key", columns);
        if (!localTo.isEmpty() && !localTo.equals(partition)) {
            throw CqlRefusal.invalid(
                    "Local index definition must contain full partition key only, in its order: " + partition);
        }
        Column indexed = columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst()
                .orElseThrow(() -> CqlRefusal.invalid("No column definition found for column " + column));
        requireIndexable(indexed, partition);
        String name = ddl.name().map(given -> given.name()).orElse(table + "_" + column + "_idx");
        return new Index(keyspace, table, name, localTo, column);
    }

    private static void requireIndexable(Column column, List<String> partition) {
        if (partition.equals(List.of(column.name()))) {
            throw CqlRefusal.invalid("Cannot create secondary index on partition key column " + column.name());
        }
        if (column.kind().equals("static")) {
            throw CqlRefusal.invalid("The sandbox's ScyllaDB has no indexes on static columns");
        }
        if (column.type().equals("duration")) {
            throw CqlRefusal.invalid("Secondary indexes are not supported on duration columns");
        }
        if (column.type().matches("(set|list|map)<.*")) {
            throw CqlRefusal.invalid("The sandbox's ScyllaDB has no indexes on collections");
        }
    }

    private static List<String> names(TokenReader in) {
        List<String> names = new ArrayList<>();
        do {
            names.add(in.name());
        } while (in.takeSymbol(","));
        in.symbol(")");
        return names;
    }

    private static List<String> of(String kind, List<Column> columns) {
        return columns.stream()
                .filter(column -> column.kind().equals(kind))
                .map(Column::name)
                .toList();
    }

    /** The view with the keys ScyllaDB's has, and no other columns. */
    private static String view(Index index, List<Column> columns) {
        List<String> partition = index.localTo().isEmpty() ? List.of(index.column()) : index.localTo();
        List<String> rest = Stream.concat(
                        Stream.of(index.column()),
                        Stream.concat(of("partition_key", columns).stream(), of("clustering", columns).stream()))
                .distinct()
                .filter(name -> !partition.contains(name))
                .toList();
        List<String> all = Stream.concat(partition.stream(), rest.stream()).toList();
        return "CREATE MATERIALIZED VIEW " + CqlText.name(index.keyspace(), index.view()) + " AS SELECT "
                + all.stream().map(CqlText::name).collect(Collectors.joining(", ")) + " FROM "
                + CqlText.name(index.keyspace(), index.table()) + " WHERE "
                + all.stream().map(name -> CqlText.name(name) + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + " PRIMARY KEY ("
                + partition.stream().map(CqlText::name).collect(Collectors.joining(", ", "(", ")"))
                + rest.stream().map(name -> ", " + CqlText.name(name)).collect(Collectors.joining())
                + ") WITH comment = " + CqlText.string(index.comment());
    }
}
