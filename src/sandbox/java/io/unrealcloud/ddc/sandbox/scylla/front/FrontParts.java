package io.unrealcloud.ddc.sandbox.scylla.front;

import io.unrealcloud.ddc.sandbox.cassandra.SchemaAgreement;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.scylla.state.ClusterState;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** What all connections of one front share. */
record FrontParts(Dialect dialect, Ring ring, ClusterState state, PreparedStatements prepared, ExecutorService slow) {
    static final Duration SCHEMA_PATIENCE = Duration.ofSeconds(30);

    private static final long LOOK_AGAIN_MILLIS = 200;

    /**
     * A look at the ring in which most members are there; schema, roles and topology change only then. Waits a while
     * for them.
     *
     * @throws CqlRefusal as ScyllaDB says that Raft has no quorum
     */
    Ring.View requireQuorum() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + dialect.quorumPatience().toNanos();
        while (true) {
            Ring.View view = ring.look();
            if (view.hasQuorum()) {
                return view;
            }
            if (System.nanoTime() > deadline) {
                int dead = view.members().size() - view.live().size();
                throw CqlRefusal.server("raft operation [read_barrier] timed out, there is no raft quorum, total voters"
                        + " count " + view.members().size() + ", alive voters count "
                        + view.live().size() + ", dead voters count " + dead);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** Waits until all that were there have the same schema; one that went away meanwhile is not waited for. */
    void awaitSchema(Ring.View view) throws IOException, InterruptedException {
        List<Ring.Member> before = view.live();
        while (true) {
            List<InetSocketAddress> nodes =
                    before.stream().map(ring::cassandraOf).toList();
            try {
                if (!SchemaAgreement.await(nodes, SCHEMA_PATIENCE)) {
                    throw CqlRefusal.server("The nodes do not agree on the schema");
                }
                return;
            } catch (IOException e) {
                List<Ring.Member> now = ring.look().live();
                if (now.containsAll(before)) {
                    throw e;
                }
                before = before.stream().filter(now::contains).toList();
            }
        }
    }
}
