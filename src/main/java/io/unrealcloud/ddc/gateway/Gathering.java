package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Answers a SELECT in one page without paging state, from however many pages the database gives. The C# driver
 * cannot fetch a second page of a system table and fails to connect.
 */
final class Gathering {
    private final Link link;
    private final int stream;
    private final Pages pages;
    private final Queue<List<ByteBuffer>> rows = new ArrayDeque<>();
    private long bytes;

    Gathering(Link link, int stream, Pages pages) {
        this.link = link;
        this.stream = stream;
        this.pages = pages;
    }

    void start() {
        pages.read(link, stream, Pages.SIZE, null, this::page);
    }

    private void page(ByteBuf frame, Rows page) {
        RowsMetadata metadata = page.getMetadata();
        if (rows.isEmpty() && metadata.pagingState == null) {
            link.pass(stream, frame);
            return;
        }
        rows.addAll(page.getData());
        bytes += frame.readableBytes();
        if (bytes > link.shared().config.maxFrame()) {
            link.reply(
                    stream,
                    new Error(ErrorCode.INVALID, "This system table is too large for one answer; ask for less"));
        } else if (metadata.pagingState != null) {
            pages.read(link, stream, Pages.SIZE, metadata.pagingState, this::page);
        } else {
            link.reply(stream, new DefaultRows(new RowsMetadata(metadata.columnSpecs, null, null, null), rows));
        }
    }
}
