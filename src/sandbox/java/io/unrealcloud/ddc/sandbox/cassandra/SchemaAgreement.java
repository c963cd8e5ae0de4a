package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether nodes have the same schema, asked of each of them: what one says of the others may be old. */
public final class SchemaAgreement {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private SchemaAgreement() {}

    /**
     * Waits until all have the same.
     *
     * @return false if they have not in time
     * @throws IOException if one of them does not answer
     */
    public static boolean await(List<InetSocketAddress> nodes, Duration patience)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (versions(nodes).size() > 1) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    private static Set<Object> versions(List<InetSocketAddress> nodes) throws IOException {
        Set<Object> versions = new HashSet<>();
        for (InetSocketAddress node : nodes) {
            try (NodeClient client = NodeClient.open(node, ANSWER)) {
                client.read("SELECT schema_version FROM system.local WHERE key = 'local'")
                        .rows()
                        .forEach(row -> versions.add(row.get("schema_version")));
            }
        }
        return versions;
    }
}
