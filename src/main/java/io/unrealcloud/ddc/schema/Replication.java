package io.unrealcloud.ddc.schema;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** How the rows of a keyspace are replicated. */
public sealed interface Replication {

    /** The entries of the CQL replication map, {@code class} first. */
    Map<String, String> options();

    /** One Region of Amazon Keyspaces, which itself keeps three copies there. */
    static Replication singleRegion() {
        return new SingleRegion();
    }

    /** Several Regions of Amazon Keyspaces; it always keeps three copies in each. */
    static Replication regions(Collection<String> regions) {
        SortedMap<String, Integer> factors = new TreeMap<>();
        regions.forEach(region -> factors.put(region, 3));
        return new NetworkTopology(factors);
    }

    record SingleRegion() implements Replication {
        @Override
        public Map<String, String> options() {
            return Map.of("class", "SingleRegionStrategy");
        }
    }

    /** So many copies in each data centre, 0 allowed as long as one has more. */
    record NetworkTopology(SortedMap<String, Integer> factors) implements Replication {
        public NetworkTopology {
            factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
            factors.forEach((dataCentre, factor) -> {
                if (dataCentre.isEmpty() || dataCentre.equals("class") || factor < 0) {
                    throw new IllegalArgumentException(
                            "Data centre '" + dataCentre + "' cannot hold " + factor + " copies.");
                }
            });
            if (factors.values().stream().allMatch(factor -> factor == 0)) {
                throw new IllegalArgumentException("At least one data centre must hold copies.");
            }
        }

        @Override
        public Map<String, String> options() {
            Map<String, String> options = new LinkedHashMap<>();
            options.put("class", "NetworkTopologyStrategy");
            factors.forEach((dataCentre, factor) -> options.put(dataCentre, factor.toString()));
            return options;
        }
    }
}
