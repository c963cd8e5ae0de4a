package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.schema.CqlDialect;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which database answers.
 *
 * @param scylla whether it is ScyllaDB; else Apache Cassandra
 * @param text its own version, such as {@code 2025.1.3-0.20250622.a1b2c3d}
 */
public record ServerVersion(boolean scylla, String text) {

    private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");

    /** Versions are numbered from 5 and 6 or, of the enterprise line, by the year; both lines go on by the year. */
    private static final int FIRST_YEAR = 2000;

    CqlDialect dialect() {
        if (!scylla) {
            return CqlDialect.CASSANDRA;
        }
        return atLeast(6, 0, 2024, 2) ? CqlDialect.SCYLLA_TABLETS : CqlDialect.SCYLLA;
    }

    /**
     * Whether roles are rows of the keyspace {@code system_auth}, which has to be replicated like any other. From 6.0
     * and 2024.2 on ScyllaDB keeps them on every node by Raft (ScyllaDB documentation: role based access control).
     */
    boolean rolesInKeyspace() {
        return !scylla || !atLeast(6, 0, 2024, 2);
    }

    /** A version that cannot be read is a new one. */
    private boolean atLeast(int major, int minor, int year, int ofYear) {
        Matcher numbers = NUMBERS.matcher(text);
        if (!numbers.matches()) {
            return true;
        }
        int first = Integer.parseInt(numbers.group(1));
        int second = Integer.parseInt(numbers.group(2));
        return first >= FIRST_YEAR
                ? first > year || first == year && second >= ofYear
                : first > major || first == major && second >= minor;
    }
}
