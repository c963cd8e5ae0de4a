package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.result.Rows;
import io.netty.buffer.ByteBuf;
import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.QualifiedName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Finds the columns of a table's partition key in the database's own schema tables. */
final class PartitionKeys {
    private PartitionKeys() {}

    /** Keys found, for a minute: a table may be dropped and created anew with another key. */
    static final class Cache {
        private static final long AGE = 60_000_000_000L;
        private static final int MOST = 1_000;

        private record Entry(List<String> columns, long at) {}

        private final Map<QualifiedName, Entry> entries = new ConcurrentHashMap<>();
        private final LongSupplier ticker;

        Cache(LongSupplier ticker) {
            this.ticker = ticker;
        }

        private List<String> get(QualifiedName table) {
            Entry entry = entries.get(table);
            return entry == null || ticker.getAsLong() - entry.at() > AGE ? null : entry.columns();
        }

        private void put(QualifiedName table, List<String> columns) {
            if (entries.size() >= MOST) {
                entries.clear();
            }
            entries.put(table, new Entry(columns, ticker.getAsLong()));
        }
    }

    /** Hands the key's columns over, in order; a table that is not there is answered as the database would. */
    static void find(Link link, int stream, QualifiedName table, Consumer<List<String>> then) {
        List<String> cached = link.shared().partitionKeys.get(table);
        if (cached != null) {
            then.accept(cached);
            return;
        }
        String text = "SELECT column_name, kind, position FROM system_schema.columns WHERE keyspace_name = "
                + CqlText.string(table.keyspace().orElseThrow()) + " AND table_name = " + CqlText.string(table.name());
        Pages pages = Pages.of(new Query(
                text,
                new QueryOptions(
                        ConsistencyLevel.LOCAL_ONE,
                        List.of(),
                        Map.of(),
                        false,
                        Pages.SIZE,
                        null,
                        ConsistencyLevel.SERIAL,
                        QueryOptions.NO_DEFAULT_TIMESTAMP,
                        null,
                        QueryOptions.NO_NOW_IN_SECONDS)));
        new Search(link, stream, pages, new TreeMap<>(), table, then).next(null);
    }

    private record Search(
            Link link,
            int stream,
            Pages pages,
            SortedMap<Integer, String> found,
            QualifiedName table,
            Consumer<List<String>> then) {
        void next(ByteBuffer state) {
            pages.read(link, stream, Pages.SIZE, state, this::page);
        }

        private void page(ByteBuf frame, Rows rows) {
            for (List<ByteBuffer> row : rows.getData()) {
                if ("partition_key".equals(text(row.get(1)))) {
                    found.put(row.get(2).getInt(row.get(2).position()), text(row.get(0)));
                }
            }
            ByteBuffer state = rows.getMetadata().pagingState;
            if (state != null) {
                next(state);
            } else if (found.isEmpty()) {
                link.reply(stream, Errors.noSuchTable(table.name()));
            } else {
                List<String> columns = List.copyOf(found.values());
                link.shared().partitionKeys.put(table, columns);
                then.accept(columns);
            }
        }

        private static String text(ByteBuffer value) {
            return StandardCharsets.UTF_8.decode(value.duplicate()).toString();
        }
    }
}
