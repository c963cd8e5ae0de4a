package io.unrealcloud.ddc.aws.keyspaces;

import java.util.List;
import java.util.Map;

/**
 * A keyspace to create.
 *
 * @param regions empty for a single-Region keyspace; else at least two Regions, the called one among them
 * @param tags set on the keyspace, in all its Regions
 */
public record NewKeyspace(String name, List<String> regions, Map<String, String> tags) {
    public NewKeyspace {
        regions = List.copyOf(regions);
        tags = Map.copyOf(tags);
        if (regions.size() == 1) {
            throw new IllegalArgumentException("Keyspace " + name + " names one Region, " + regions.get(0)
                    + ": give none for a single-Region keyspace, or at least two.");
        }
    }
}
