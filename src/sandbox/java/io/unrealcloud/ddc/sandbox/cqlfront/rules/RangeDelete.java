package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Relation;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A DELETE of whole rows that does not name just one. The service deletes at most 1,000 rows by one (Amazon
 * Keyspaces developer guide: quotas), so those it would hit have to be counted first.
 */
public final class RangeDelete {
    public static final int MAX_ROWS = 1_000;

    private RangeDelete() {}

    /** The query that finds the rows, one more than allowed at most; empty if the statement names one row. */
    public static Optional<Query> count(ParsedCql cql, TableView table, QueryOptions options) {
        if (!(cql.statement() instanceof Statement.Delete delete) || !deletesRows(cql) || namesOneRow(delete, table)) {
            return Optional.empty();
        }
        int before = Markers.in(cql.tokens().stream()
                .filter(Token::significant)
                .takeWhile(token -> !token.isWord("WHERE"))
                .map(Token::text)
                .toList());
        int inWhere = delete.where().stream()
                .mapToInt(relation -> Markers.in(relation.value()))
                .sum();
        List<ByteBuffer> values = options.positionalValues;
        String text = "SELECT " + CqlText.name(table.schema().partitionKeys().get(0)) + " FROM "
                + CqlText.name(table.keyspace(), table.name()) + " WHERE "
                + String.join(
                        " AND ", delete.where().stream().map(RangeDelete::text).toList()) + " LIMIT "
                + (MAX_ROWS + 1);
        return Optional.of(new Query(
                text,
                new QueryOptions(
                        ConsistencyLevel.LOCAL_QUORUM,
                        values.isEmpty() ? values : values.subList(before, before + inWhere),
                        options.namedValues,
                        false,
                        -1,
                        null,
                        ConsistencyLevel.SERIAL,
                        QueryOptions.NO_DEFAULT_TIMESTAMP,
                        null,
                        QueryOptions.NO_NOW_IN_SECONDS)));
    }

    public static CqlRefusal tooMany() {
        return CqlRefusal.invalid(
                "Range delete requests may delete at most " + MAX_ROWS + " rows, this one would delete more");
    }

    /** {@code DELETE FROM}, rather than a DELETE of columns. */
    private static boolean deletesRows(ParsedCql cql) {
        return cql.tokens().stream()
                .filter(Token::significant)
                .skip(1)
                .findFirst()
                .filter(token -> token.isWord("FROM"))
                .isPresent();
    }

    private static boolean namesOneRow(Statement.Delete delete, TableView table) {
        return table.schema().clusteringKeys().stream()
                .allMatch(key -> delete.where().stream().anyMatch(relation -> relation.pins(key.name())));
    }

    private static String text(Relation relation) {
        List<String> names = relation.columns().stream().map(CqlText::name).toList();
        String left = names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
        String operator =
                switch (relation.operator()) {
                    case EQ -> "=";
                    case LT -> "<";
                    case LE -> "<=";
                    case GT -> ">";
                    case GE -> ">=";
                    case NE, IN, CONTAINS, CONTAINS_KEY, LIKE, BETWEEN, IS_NOT_NULL, OTHER ->
                        throw CqlRefusal.notSupported("The condition " + relation.operator() + " in DELETE");
                };
        return (relation.token() ? "token(" + left + ")" : left) + " " + operator + " "
                + String.join(" ", relation.value());
    }
}
