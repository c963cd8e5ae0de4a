package io.unrealcloud.ddc.sandbox.cqlfront;

import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemSelect;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the ids stand for that clients execute by: shared by all connections of a front, since drivers prepare on
 * one and execute on another. The oldest unused ones are forgotten; their clients are told to prepare again.
 */
final class PreparedStatements {
    private static final int MOST = 10_000;

    private final Map<ByteBuffer, PreparedStatement> byId = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, PreparedStatement> eldest) {
            return size() > MOST;
        }
    };

    synchronized void put(byte[] id, PreparedStatement statement) {
        byId.put(ByteBuffer.wrap(id.clone()), statement);
    }

    synchronized Optional<PreparedStatement> get(byte[] id) {
        return Optional.ofNullable(byId.get(ByteBuffer.wrap(id)));
    }

    /** A statement that was prepared. */
    sealed interface PreparedStatement {
        /**
         * @param keyspace the one in use when it was prepared, which is the one it means
         * @param columns what its markers are bound to
         */
        record OnData(ParsedCql cql, Optional<String> keyspace, List<String> columns) implements PreparedStatement {
            public OnData {
                columns = List.copyOf(columns);
            }
        }

        record OnSystemTable(ParsedCql cql, Optional<String> keyspace, SystemSelect select)
                implements PreparedStatement {}
    }
}
