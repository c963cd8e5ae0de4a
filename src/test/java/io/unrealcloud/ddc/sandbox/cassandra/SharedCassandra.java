package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    private static CassandraNode withLogins;

    private SharedCassandra() {}

    public static synchronized CassandraNode get() {
        if (node == null || !node.isAlive()) {
            node = start(directory -> CassandraSettings.small(directory).throwAway());
        }
        return node;
    }

    /**
     * Another one, that asks for logins and has the default superuser. On the port every ScyllaDB has, at an address of
     * this JVM's own.
     */
    public static synchronized CassandraNode withLogins() {
        if (withLogins == null || !withLogins.isAlive()) {
            long pid = ProcessHandle.current().pid();
            String address = "127.%d.%d.%d".formatted(64 + pid / 62_500 % 128, pid / 250 % 250, 1 + pid % 250);
            withLogins = start(directory -> CassandraSettings.small(directory)
                    .withAddress(address)
                    .withNativePort(9042)
                    .withLogins()
                    .throwAway());
        }
        return withLogins;
    }

    private static CassandraNode start(Function<Path, CassandraSettings> settings) {
        try {
            Files.createDirectories(ROOT);
            removeLeftovers();
            Path directory = Files.createTempDirectory(ROOT, "node-");
            CassandraNode started = CassandraNode.start(settings.apply(directory));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(started, directory), "remove-cassandra"));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
