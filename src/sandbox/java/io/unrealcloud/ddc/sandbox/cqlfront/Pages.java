package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.sandbox.cqlfront.Requests.RawRequest;
import io.unrealcloud.ddc.sandbox.cqlfront.wire.Wire;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** Runs SELECTs and cuts what they return into pages as the service would. Only asked-for paging is cut. */
final class Pages {
    private final FrontContext front;
    private final Upstream upstream;
    private final ClientConnection client;

    Pages(FrontContext front, Upstream upstream, ClientConnection client) {
        this.front = front;
        this.upstream = upstream;
        this.client = client;
    }

    void select(RawRequest request, QueryOptions options) {
        Message message = request.frame().message;
        int stream = request.stream();
        if (EmptyPages.isMarked(options.pagingState)) {
            QueryOptions resumed = Messages.withPage(options, options.pageSize, EmptyPages.unmark(options.pagingState));
            upstream.send(Messages.with(message, resumed), reply -> cut(stream, message, resumed, reply));
        } else if (options.pageSize <= 0) {
            upstream.forward(request.raw().retain(), reply -> deliver(stream, reply));
        } else if (front.emptyPages().takeTurn()) {
            QueryOptions oneRow = Messages.withPage(options, 1, options.pagingState);
            upstream.send(Messages.with(message, oneRow), reply -> empty(stream, options.pagingState, reply));
        } else {
            upstream.forward(request.raw().retain(), reply -> cut(stream, message, options, reply));
        }
    }

    private void deliver(int stream, ByteBuf reply) {
        Wire.setStream(reply, stream);
        client.deliver(reply);
    }

    /** A page that is too long is asked for again with as many rows as fit, so that its paging state is right. */
    private void cut(int stream, Message message, QueryOptions options, ByteBuf reply) {
        int most = front.settings().paging().maxBytes();
        if (reply.readableBytes() <= most || Wire.opcode(reply) != Opcode.RESULT) {
            deliver(stream, reply);
            return;
        }
        int fitting = options.pageSize;
        int rows = 0;
        if (Wire.decodeResponse(reply).message instanceof Rows result) {
            rows = result.getData().size();
            fitting = fitting(result, most);
        }
        if (fitting >= rows) {
            deliver(stream, reply);
            return;
        }
        reply.release();
        QueryOptions shorter = Messages.withPage(options, fitting, options.pagingState);
        upstream.send(Messages.with(message, shorter), page -> deliver(stream, page));
    }

    private static int fitting(Rows rows, int most) {
        long size = 0;
        int count = 0;
        for (List<ByteBuffer> row : rows.getData()) {
            for (ByteBuffer value : row) {
                size += Integer.BYTES + (value == null ? 0 : value.remaining());
            }
            if (size > most) {
                break;
            }
            count++;
        }
        return Math.max(1, count);
    }

    /** The metadata of a real answer, no rows, and a state that leads to where this page should have begun. */
    private void empty(int stream, ByteBuffer state, ByteBuf reply) {
        Message message;
        try {
            message = Wire.decodeResponse(reply).message;
        } catch (RuntimeException e) {
            reply.release();
            throw e;
        }
        if (message instanceof Rows rows) {
            reply.release();
            RowsMetadata metadata =
                    new RowsMetadata(rows.getMetadata().columnSpecs, EmptyPages.mark(state), new int[0], null);
            client.reply(stream, new DefaultRows(metadata, new ArrayDeque<>()));
        } else {
            deliver(stream, reply);
        }
    }
}
