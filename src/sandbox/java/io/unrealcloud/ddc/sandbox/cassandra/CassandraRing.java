package io.unrealcloud.ddc.sandbox.cassandra;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one node is told about the others. A node that is its own seed does not join but begins a ring; any other one
 * joins on its first start, and simply comes back on later ones.
 *
 * @param seeds addresses of nodes to ask first; not empty
 * @param rack the node's rack, in EC2 the availability zone
 * @param replaces address of a dead node whose place this one takes when it starts for the first time
 */
public record CassandraRing(List<String> seeds, String rack, Optional<String> replaces) {
    /** Port between nodes, on every address. */
    public static final int STORAGE_PORT = 7000;

    public CassandraRing {
        seeds = List.copyOf(seeds);
        Objects.requireNonNull(replaces);
        CassandraSettings.requireName(rack);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("A node needs at least one seed");
        }
    }
}
