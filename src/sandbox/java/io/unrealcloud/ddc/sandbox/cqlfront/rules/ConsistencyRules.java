package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.protocol.internal.ProtocolConstants.ConsistencyLevel;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import java.util.List;

/** Which consistency levels go (Amazon Keyspaces developer guide: supported consistency levels). */
public final class ConsistencyRules {
    private static final List<Integer> READ =
            List.of(ConsistencyLevel.ONE, ConsistencyLevel.LOCAL_QUORUM, ConsistencyLevel.LOCAL_ONE);
    private static final List<Integer> WRITE = List.of(ConsistencyLevel.LOCAL_QUORUM);

    private ConsistencyRules() {}

    /**
     * Reads, USE and schema changes take the read levels: cqlsh changes schema at ONE unless told otherwise, and
     * the guide's tutorials do just that.
     */
    public static void check(Judgement judgement, int level) {
        List<Integer> allowed =
                switch (judgement) {
                    case Judgement.Write write -> WRITE;
                    case Judgement.SystemRead read -> READ;
                    case Judgement.Read read -> READ;
                    case Judgement.UseKeyspace use -> READ;
                    case Judgement.SchemaChange change -> READ;
                    case Judgement.Unclear unclear -> READ;
                };
        if (!allowed.contains(level)) {
            throw CqlRefusal.invalid("Consistency level " + name(level)
                    + " is not supported for this operation. Supported consistency levels are: "
                    + String.join(
                            ", ", allowed.stream().map(ConsistencyRules::name).toList()));
        }
    }

    private static String name(int level) {
        try {
            return DefaultConsistencyLevel.fromCode(level).name();
        } catch (IllegalArgumentException e) {
            return String.valueOf(level);
        }
    }
}
