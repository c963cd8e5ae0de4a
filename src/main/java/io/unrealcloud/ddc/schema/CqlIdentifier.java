package io.unrealcloud.ddc.schema;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The name of a keyspace, table, type, field or column as the database stores it, case included; the only way
 * a name reaches CQL text.
 *
 * @param internal the stored name, never quoted, not empty, valid Unicode
 */
public record CqlIdentifier(String internal) implements Comparable<CqlIdentifier> {

    private static final Pattern UNQUOTED = Pattern.compile("[a-z][a-z0-9_]*");

    /**
     * Words the CQL grammars of Apache Cassandra and ScyllaDB keep for themselves. A word too many only costs
     * two quotation marks.
     */
    private static final Set<String> RESERVED = Set.of(
            ("add allow alter and apply asc authorize batch begin between by columnfamily create default delete desc"
                            + " describe distinct drop entries execute from full grant if in index infinity insert into is"
                            + " keyspace limit materialized mbean mbeans modify nan norecursive not null of on or order primary"
                            + " rename replace revoke schema scylla_clustering_bound scylla_counter_shard_list"
                            + " scylla_timeuuid_list_index select set table to token truncate unlogged unset update use using view"
                            + " where with")
                    .split(" "));

    public CqlIdentifier {
        Objects.requireNonNull(internal, "internal");
        if (internal.isEmpty()) {
            throw new IllegalArgumentException("A CQL name must not be empty.");
        }
        CqlLiteral.requireEncodable(internal);
    }

    public static CqlIdentifier of(String internal) {
        return new CqlIdentifier(internal);
    }

    /** The name as CQL text: bare where CQL reads it back unchanged, otherwise in double quotes. */
    public String cql() {
        return UNQUOTED.matcher(internal).matches() && !RESERVED.contains(internal) ? internal : quoted();
    }

    /** The name in double quotes, a quote inside doubled. */
    public String quoted() {
        return '"' + internal.replace("\"", "\"\"") + '"';
    }

    @Override
    public int compareTo(CqlIdentifier other) {
        return internal.compareTo(other.internal);
    }

    @Override
    public String toString() {
        return internal;
    }
}
