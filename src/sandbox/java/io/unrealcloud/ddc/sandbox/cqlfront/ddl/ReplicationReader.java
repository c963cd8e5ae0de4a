package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a replication map means to the service (Amazon Keyspaces developer guide: CREATE KEYSPACE): the classes of
 * one Region all mean the same, and a network topology of several Regions means a multi-Region keyspace.
 */
final class ReplicationReader {
    private ReplicationReader() {}

    static Replication read(Map<String, String> given, String region) {
        Map<String, String> options = new LinkedHashMap<>(given);
        String strategy = options.remove("class");
        if (strategy == null) {
            throw invalid("Missing replication strategy class");
        }
        String simple = strategy.substring(strategy.lastIndexOf('.') + 1);
        switch (simple) {
            case "SingleRegionStrategy" -> {
                if (!options.isEmpty()) {
                    throw invalid("SingleRegionStrategy takes no options, not " + options.keySet());
                }
                return Replication.SINGLE;
            }
            case "SimpleStrategy" -> {
                factor(options.remove("replication_factor"));
                if (!options.isEmpty()) {
                    throw invalid("Unrecognized strategy options " + options.keySet() + " passed to SimpleStrategy");
                }
                return Replication.SINGLE;
            }
            case "NetworkTopologyStrategy" -> {
                options.values().forEach(ReplicationReader::factor);
                List<String> regions = new ArrayList<>(options.keySet());
                boolean here = regions.equals(List.of(region)) || regions.equals(List.of("replication_factor"));
                if (regions.isEmpty()) {
                    throw invalid("NetworkTopologyStrategy names no Region");
                }
                return here ? Replication.SINGLE : new Replication(Replication.Strategy.MULTI_REGION, regions);
            }
            default -> throw invalid("Unable to find replication strategy class '" + strategy + "'");
        }
    }

    private static void factor(String text) {
        if (text == null || !text.matches("[1-9][0-9]?")) {
            throw invalid("Replication factor must be a positive number, not " + text);
        }
    }

    private static CqlRefusal invalid(String message) {
        return CqlRefusal.invalid(message);
    }
}
