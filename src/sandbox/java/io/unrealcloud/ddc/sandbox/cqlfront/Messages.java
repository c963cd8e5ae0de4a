package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import java.nio.ByteBuffer;

/** The same request with other options. */
final class Messages {
    private Messages() {}

    static Message with(Message request, QueryOptions options) {
        return switch (request) {
            case Query query -> new Query(query.query, options);
            case Execute execute -> new Execute(execute.queryId, options);
            default -> throw new IllegalArgumentException("Not a statement: " + request);
        };
    }

    /** @param state null to begin at the beginning */
    static QueryOptions withPage(QueryOptions options, int rows, ByteBuffer state) {
        return copy(options, rows, state, options.defaultTimestamp);
    }

    static QueryOptions withoutTimestamp(QueryOptions options) {
        return copy(options, options.pageSize, options.pagingState, QueryOptions.NO_DEFAULT_TIMESTAMP);
    }

    static Batch withoutTimestamp(Batch batch) {
        return new Batch(
                batch.type,
                batch.queriesOrIds,
                batch.values,
                batch.consistency,
                batch.serialConsistency,
                QueryOptions.NO_DEFAULT_TIMESTAMP,
                batch.keyspace,
                batch.nowInSeconds);
    }

    private static QueryOptions copy(QueryOptions options, int pageSize, ByteBuffer pagingState, long timestamp) {
        return new QueryOptions(
                options.consistency,
                options.positionalValues,
                options.namedValues,
                options.skipMetadata,
                pageSize,
                pagingState,
                options.serialConsistency,
                timestamp,
                options.keyspace,
                options.nowInSeconds);
    }
}
