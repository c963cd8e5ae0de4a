package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.response.result.DefaultRows;
import com.datastax.oss.protocol.internal.response.result.Rows;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * Answers {@code SELECT DISTINCT} of a partition key from the keys of all rows: the rows of a partition come one
 * after another, so a row equal to the one before is a repetition. A page of the client's size is read at a time,
 * which can hold no more keys than the client asked for; pages may be short. An empty page would make some
 * drivers stop, so reading goes on until there is a row, but not for longer than a client waits.
 */
final class Thinning {
    private static final long PATIENCE = 4_000_000_000L;

    private final Link link;
    private final int stream;
    private final Pages pages;
    private final long until;
    private final Queue<List<ByteBuffer>> kept = new ArrayDeque<>();
    private List<ByteBuffer> last;
    private int left;
    private long bytes;

    Thinning(Link link, int stream, Pages pages) {
        this.link = link;
        this.stream = stream;
        this.pages = pages;
        this.until = link.shared().ticker.getAsLong() + PATIENCE;
    }

    /** @param limit rows the whole answer may have, or a negative number for any */
    void start(int limit) {
        link.shared().rewrites("distinct").increment();
        ByteBuffer state = pages.options().pagingState;
        DistinctState from = state == null ? DistinctState.beginning(limit) : DistinctState.decode(state);
        last = from.last();
        left = from.left();
        read(from.upstream());
    }

    private boolean paged() {
        return pages.options().pageSize > 0;
    }

    private void read(ByteBuffer state) {
        pages.read(link, stream, paged() ? pages.options().pageSize : Pages.SIZE, state, this::page);
    }

    private void page(ByteBuf frame, Rows rows) {
        for (List<ByteBuffer> row : rows.getData()) {
            if (!row.equals(last) && left != 0) {
                kept.add(row);
                last = row;
                left = left > 0 ? left - 1 : left;
                bytes += row.stream()
                        .mapToLong(value -> value == null ? 4 : 4 + value.remaining())
                        .sum();
            }
        }
        ByteBuffer state = left == 0 ? null : rows.getMetadata().pagingState;
        boolean enough = paged() && (!kept.isEmpty() || link.shared().ticker.getAsLong() > until);
        if (state != null && !enough && bytes <= link.shared().config.maxFrame()) {
            read(state);
            return;
        }
        ByteBuffer next = state == null ? null : new DistinctState(last, left, state).encode();
        RowsMetadata metadata = rows.getMetadata();
        link.reply(stream, new DefaultRows(new RowsMetadata(metadata.columnSpecs, next, null, null), kept));
    }
}
