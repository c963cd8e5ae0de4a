package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One Cassandra for all tests of a JVM, started by the first that asks and ended with the JVM. Tests keep apart
 * by keyspace names. What a killed test run left behind, process and folder, is removed by the next one.
 */
public final class SharedCassandra {
    private static final Path ROOT = Path.of(System.getProperty("java.io.tmpdir"), "unreal-cloud-ddc-test-cassandra");

    /** A folder without a pid file belongs to a node that is being started, unless it is older than this. */
    private static final Duration STARTING = Duration.ofMinutes(10);

    private static CassandraNode node;

    private SharedCassandra() {}

    public static synchronized CassandraNode get() {
        if (node == null || !node.isAlive()) {
            try {
                Files.createDirectories(ROOT);
                removeLeftovers();
                Path directory = Files.createTempDirectory(ROOT, "node-");
                node = CassandraNode.start(CassandraSettings.small(directory).throwAway());
                CassandraNode started = node;
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started, directory), "remove-cassandra"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return node;
    }

    /** The node's own hook, which runs at the same time, ends the process; after that the folder can go. */
    private static void remove(CassandraNode started, Path directory) {
        started.onExit().join();
        try {
            Trees.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeLeftovers() throws IOException {
        List<Path> directories;
        try (Stream<Path> entries = Files.list(ROOT)) {
            directories = entries.toList();
        }
        for (Path directory : directories) {
            Optional<PidFile> running = PidFile.read(directory.resolve("cassandra.pid"));
            boolean abandoned = running.isPresent()
                    ? running.get().parent().living().isEmpty()
                    : Files.getLastModifiedTime(directory)
                            .toInstant()
                            .isBefore(Instant.now().minus(STARTING));
            if (abandoned) {
                PidFile.endLeftover(directory.resolve("cassandra.pid"));
                Trees.delete(directory);
            }
        }
    }
}
