package io.unrealcloud.ddc.sandbox.scylla.front;

import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a keyspace is replicated now.
 *
 * @param factors by data centre; empty for another strategy than NetworkTopologyStrategy, or without the keyspace
 */
record Replication(Map<String, Integer> factors) {

    static Replication of(Ring ring, String keyspace) throws IOException {
        Map<String, Integer> factors = new TreeMap<>();
        try (NodeClient node = ring.here()) {
            for (Map<String, Object> row : node.read(
                            "SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = "
                                    + CqlText.string(keyspace))
                    .rows()) {
                ((Map<?, ?>) row.get("replication")).forEach((key, value) -> {
                    if (!key.equals("class") && !key.equals("replication_factor")) {
                        factors.put((String) key, Integer.valueOf((String) value));
                    }
                });
            }
        }
        return new Replication(factors);
    }
}
