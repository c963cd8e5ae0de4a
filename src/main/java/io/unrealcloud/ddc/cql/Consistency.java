package io.unrealcloud.ddc.cql;

import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;

/**
 * The consistency Amazon Keyspaces accepts (developer guide: "Supported Apache Cassandra read and write
 * consistency levels"): writes at LOCAL_QUORUM only, reads at ONE, LOCAL_ONE or LOCAL_QUORUM. Levels are the
 * numbers of the native protocol.
 */
public final class Consistency {
    public static final int FOR_WRITES = ConsistencyLevel.LOCAL_QUORUM;

    private Consistency() {}

    /** Whether a request goes at the level its sender chose: only a SELECT does. */
    public static boolean keeps(Statement statement) {
        return statement instanceof Statement.Select;
    }

    public static boolean acceptedForReads(int level) {
        return level == ConsistencyLevel.ONE
                || level == ConsistencyLevel.LOCAL_ONE
                || level == ConsistencyLevel.LOCAL_QUORUM;
    }

    public static boolean acceptedForWrites(int level) {
        return level == FOR_WRITES;
    }
}
