package io.unrealcloud.ddc.gateway;

import io.unrealcloud.ddc.cql.ParsedCql;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the gateway knows about prepared statements, for the whole process: an id prepared over one connection is
 * used over others. An id that is not here, for example after a restart, is answered UNPREPARED, on which drivers
 * prepare again; so forgetting is safe, and the number kept is bounded.
 */
final class PreparedStatements {
    private static final int MOST = 20_000;

    /** How to treat an EXECUTE. */
    sealed interface Prepared {
        /** Pass it on; a read keeps its consistency. */
        record Plain(boolean read) implements Prepared {}

        /** Gather all pages of a system table. */
        record Gathered() implements Prepared {}

        /** Count the rows of the statement the database knows as {@code upstream}. */
        record Counted(StatementId upstream, String keyspace, String table, String column) implements Prepared {}

        /** Thin out the rows of the statement the database knows as {@code upstream}. */
        record Thinned(StatementId upstream, Optional<Integer> limit) implements Prepared {}

        /** Answer from the gateway's own tables. */
        record Own(ParsedCql cql) implements Prepared {}
    }

    private final Map<StatementId, Prepared> known = new ConcurrentHashMap<>();

    /** Null if the id is not known. */
    Prepared find(StatementId id) {
        return known.get(id);
    }

    void put(StatementId id, Prepared prepared) {
        if (known.size() >= MOST) {
            Iterator<StatementId> ids = known.keySet().iterator();
            for (int i = 0; i < MOST / 10 && ids.hasNext(); i++) {
                ids.next();
                ids.remove();
            }
        }
        known.put(id, prepared);
    }

    int size() {
        return known.size();
    }
}
