package io.unrealcloud.ddc.sandbox.keyspaces.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Regions on their way into a keyspace: its tables appear there one after the other.
 *
 * @param tables those to be replicated, in the order in which they will be
 */
record RegionAddition(Set<String> regions, Instant since, Duration takes, List<String> tables) {

    /** How many tables are there by now. */
    private long done(Instant now) {
        if (takes.isZero()) {
            return 0;
        }
        double share = (double) Duration.between(since, now).toMillis() / takes.toMillis();
        return (long) Math.floor(tables.size() * Math.clamp(share, 0.0, 1.0));
    }

    boolean replicated(String table, Instant now) {
        return tables.indexOf(table) < done(now);
    }

    /** Share of the tables that are there, as the service writes it (Amazon Keyspaces API reference). */
    String progress(Instant now) {
        double percent = tables.isEmpty() ? 0 : 100.0 * done(now) / tables.size();
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }
}
