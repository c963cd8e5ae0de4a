package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.Rows;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;

/**
 * Reads a statement of a client page by page.
 *
 * @param request the client's QUERY or EXECUTE, as decoded
 * @param statement what to send instead of its text or id: a {@code String} or a {@code StatementId}
 */
record Pages(Message request, Object statement) {
    /** Rows to ask for at a time where the client's page size does not matter. */
    static final int SIZE = 5000;

    static Pages of(Message request) {
        return switch (request) {
            case Query query -> new Pages(query, query.query);
            case Execute execute -> new Pages(execute, new StatementId(execute.queryId));
            default -> throw new IllegalArgumentException("Only QUERY and EXECUTE have pages");
        };
    }

    Pages instead(Object other) {
        return new Pages(request, other);
    }

    QueryOptions options() {
        return request instanceof Query query ? query.options : ((Execute) request).options;
    }

    /** Asks for a page and hands the frame and its rows over; an error goes to the client. */
    void read(Link link, int stream, int size, ByteBuffer state, BiConsumer<ByteBuf, Rows> then) {
        link.ask(stream, message(size, state), frame -> {
            Message answer = Wire.decodeResponse(frame);
            if (answer instanceof Rows rows) {
                then.accept(frame, rows);
            } else if (answer instanceof Error error) {
                Errors.reply(link, stream, forClient(error));
            } else {
                link.pass(stream, frame);
            }
        });
    }

    /** The client knows an emulated statement by another id than the database, and must prepare that again. */
    private Error forClient(Error error) {
        return error instanceof com.datastax.oss.protocol.internal.response.error.Unprepared unprepared
                        && request instanceof Execute execute
                ? new com.datastax.oss.protocol.internal.response.error.Unprepared(unprepared.message, execute.queryId)
                : error;
    }

    private Message message(int size, ByteBuffer state) {
        QueryOptions sent = options();
        QueryOptions options = new QueryOptions(
                sent.consistency,
                sent.positionalValues,
                sent.namedValues,
                false,
                size,
                state,
                com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel.SERIAL,
                sent.defaultTimestamp,
                null,
                QueryOptions.NO_NOW_IN_SECONDS);
        return statement instanceof StatementId id
                ? new Execute(id.bytes(), options)
                : new Query((String) statement, options);
    }
}
