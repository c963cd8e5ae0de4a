package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.RawType;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;

/** Answers {@code count(*)} by reading the partition's rows, key only, and counting them. */
final class Counting {
    private final Link link;
    private final int stream;
    private final Pages pages;
    private final ColumnSpec column;
    private long count;

    Counting(Link link, int stream, Pages pages, ColumnSpec column) {
        this.link = link;
        this.stream = stream;
        this.pages = pages;
        this.column = column;
    }

    static ColumnSpec column(String keyspace, String table, String name) {
        return new ColumnSpec(keyspace, table, name, 0, RawType.PRIMITIVES.get(DataType.BIGINT));
    }

    void start() {
        link.shared().rewrites("count").increment();
        pages.read(link, stream, Pages.SIZE, null, this::page);
    }

    private void page(ByteBuf frame, Rows rows) {
        count += rows.getData().size();
        ByteBuffer state = rows.getMetadata().pagingState;
        if (state != null) {
            pages.read(link, stream, Pages.SIZE, state, this::page);
            return;
        }
        ArrayDeque<List<ByteBuffer>> data = new ArrayDeque<>();
        data.add(List.of(ByteBuffer.allocate(Long.BYTES).putLong(0, count)));
        link.reply(stream, new DefaultRows(new RowsMetadata(List.of(column), null, null, null), data));
    }
}
