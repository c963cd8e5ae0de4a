package io.unrealcloud.ddc.schema;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A secondary index; only ScyllaDB is asked for any.
 *
 * @param partition the table's partition key where the index is local to it (ScyllaDB: local secondary indexes);
 *     empty for a global one
 */
public record IndexDefinition(CqlIdentifier name, List<CqlIdentifier> partition, CqlIdentifier column) {

    public IndexDefinition {
        partition = List.copyOf(partition);
    }

    public boolean local() {
        return !partition.isEmpty();
    }

    /** The same index where there are no local ones: in Apache Cassandra every index of a column is global. */
    public IndexDefinition global() {
        return new IndexDefinition(name, List.of(), column);
    }

    /** What it is on, as CQL text within the brackets of {@code CREATE INDEX}. */
    String target() {
        return local()
                ? partition.stream().map(CqlIdentifier::cql).collect(Collectors.joining(", ", "(", "), "))
                        + column.cql()
                : column.cql();
    }

    @Override
    public String toString() {
        return "(" + target() + ")";
    }
}
