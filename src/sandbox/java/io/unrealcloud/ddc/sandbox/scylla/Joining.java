package io.unrealcloud.ddc.sandbox.scylla;

import io.unrealcloud.ddc.sandbox.cassandra.SchemaAgreement;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * How a node becomes a member (ScyllaDB manual: adding a node, replacing a dead node). Members change by consensus: one
 * at a time, and only while most members are there.
 */
final class Joining {
    /** How long a new node looks for a seed, and then for a quorum, before it gives up. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_MILLIS = 500;

    /** One turn at a time for each cluster; a node of Cassandra would give up instead of waiting. */
    private static final Map<String, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final String own;
    private final ScyllaYaml yaml;
    private final Consumer<String> log;

    Joining(String own, ScyllaYaml yaml, Consumer<String> log) {
        this.own = own;
        this.yaml = yaml;
        this.log = log;
    }

    /**
     * The right to join.
     *
     * @param replaces address of the dead member whose place the node takes
     */
    record Turn(Optional<String> replaces, Optional<Semaphore> lock) implements AutoCloseable {
        static final Turn NONE = new Turn(Optional.empty(), Optional.empty());

        @Override
        public void close() {
            lock.ifPresent(Semaphore::release);
        }
    }

    /** A node that knows no other begins a cluster of its own, whatever else there may be. */
    boolean beginsCluster() {
        if (yaml.seeds().isEmpty()) {
            throw new IllegalArgumentException("seed_provider names no seeds");
        }
        return yaml.seeds().stream().allMatch(own::equals);
    }

    /** Whom to contact first. */
    List<String> contacts() {
        List<String> others =
                yaml.seeds().stream().filter(seed -> !seed.equals(own)).toList();
        return others.isEmpty() ? List.of(own) : others;
    }

    /** Waits for a seed, for its turn, and for a quorum. */
    Turn await() throws IOException, InterruptedException {
        Ring seed = seed();
        Semaphore lock = TURNS.computeIfAbsent(yaml.clusterName(), name -> new Semaphore(1));
        log.accept("waiting to join " + yaml.clusterName());
        lock.acquire();
        try {
            awaitQuorum(seed);
            Optional<String> replaces = Optional.empty();
            if (yaml.replaces().isPresent()) {
                replaces = Optional.of(dead(seed, yaml.replaces().get()));
                log.accept("taking the place of " + yaml.replaces().get() + " at " + replaces.get());
            }
            return new Turn(replaces, Optional.of(lock));
        } catch (IOException | InterruptedException | RuntimeException e) {
            lock.release();
            throw e;
        }
    }

    private Ring seed() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        IOException last = new IOException("none tried");
        while (System.nanoTime() < deadline) {
            for (String address : contacts()) {
                Ring seed = new Ring(new InetSocketAddress(address, ScyllaServer.CASSANDRA_PORT));
                try {
                    seed.look();
                    return seed;
                } catch (IOException e) {
                    last = e;
                }
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        throw new IOException("Unable to contact any of the seeds " + contacts(), last);
    }

    private static void awaitQuorum(Ring seed) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!seed.look().hasQuorum()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("raft operation [read_barrier] timed out, there is no raft quorum");
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** Address of a member that is not there any more. */
    private static String dead(Ring seed, String hostId) throws IOException {
        Ring.View view = seed.look();
        Ring.Member member = view.members().stream()
                .filter(candidate -> candidate.hostId().equals(UUID.fromString(hostId)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Replaced node with Host ID " + hostId + " not found"));
        if (view.live().contains(member)) {
            throw new IllegalStateException("Cannot replace " + hostId + ": it is alive");
        }
        return member.address().getHostAddress();
    }

    /** Waits until every member that is there knows this node, and all have one schema. */
    void awaitMembership(Ring ring) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isMember(ring)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("The other nodes do not know " + own);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** A node that starts at the same time may not answer yet; it is asked again. */
    private boolean isMember(Ring ring) throws InterruptedException {
        try {
            List<InetSocketAddress> nodes = new ArrayList<>();
            for (Ring.Member member : ring.look().live()) {
                InetSocketAddress node = ring.cassandraOf(member);
                nodes.add(node);
                boolean known = new Ring(node).look().members().stream().anyMatch(other -> other.address()
                        .getHostAddress()
                        .equals(own));
                if (!known) {
                    return false;
                }
            }
            return SchemaAgreement.await(nodes, ANSWER);
        } catch (IOException e) {
            return false;
        }
    }
}
