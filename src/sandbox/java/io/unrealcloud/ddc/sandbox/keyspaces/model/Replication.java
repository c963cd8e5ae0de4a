package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.util.List;

/**
 * Where a keyspace lives.
 *
 * @param regions for a multi-Region keyspace its Regions in the order given; for a single-Region one empty in a
 *                request and that Region in a view
 */
public record Replication(Strategy strategy, List<String> regions) {

    public enum Strategy {
        SINGLE_REGION,
        MULTI_REGION
    }

    public static final Replication SINGLE = new Replication(Strategy.SINGLE_REGION, List.of());

    public Replication {
        regions = List.copyOf(regions);
    }

    public static Replication multiRegion(String... regions) {
        return new Replication(Strategy.MULTI_REGION, List.of(regions));
    }

    public boolean multiRegion() {
        return strategy == Strategy.MULTI_REGION;
    }
}
