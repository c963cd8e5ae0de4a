package io.unrealcloud.ddc.sandbox.scylla.front;

import io.unrealcloud.ddc.cql.ParsedCql;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What ids stand for: shared by all connections, since drivers prepare on one and execute on another. */
final class PreparedStatements {
    private static final int MOST = 10_000;

    private final Map<ByteBuffer, Prepared> byId = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Prepared> eldest) {
            return size() > MOST;
        }
    };

    /**
     * @param keyspace the one in use when it was prepared, which is the one it means
     * @param here whether the front answers it itself
     */
    record Prepared(ParsedCql cql, Optional<String> keyspace, boolean here) {}

    synchronized void put(byte[] id, Prepared statement) {
        byId.put(ByteBuffer.wrap(id.clone()), statement);
    }

    synchronized Optional<Prepared> get(byte[] id) {
        return Optional.ofNullable(byId.get(ByteBuffer.wrap(id)));
    }
}
