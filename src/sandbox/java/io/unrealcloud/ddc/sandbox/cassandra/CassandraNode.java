package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One running Apache Cassandra process, child of this one. Closing it, or ending this process in any way but a
 * kill, ends the child; after a kill the pid file lets the next start in the same folder do so.
 */
public final class CassandraNode implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(180);

    /** A node that joins also waits for the others, and several may start at the same time. */
    private static final Duration START_IN_RING = Duration.ofMinutes(10);

    private static final int PORT_ATTEMPTS = 3;

    private final CassandraSettings settings;
    private final int jmxPort;
    private final Process process;
    private final Thread shutdownHook = new Thread(this::end, "end-cassandra");

    private CassandraNode(CassandraSettings settings, int jmxPort, Process process) {
        this.settings = settings;
        this.jmxPort = jmxPort;
        this.process = process;
    }

    /**
     * Starts a node and returns when it answers CQL.
     *
     * @throws IllegalStateException if a tool is missing, a given port is taken, or the process ends or stays
     *     silent; the message carries the tail of its log
     */
    public static CassandraNode start(CassandraSettings settings) {
        return start(CassandraInstall.find(), settings);
    }

    /** The same, over an empty database: what an earlier node left in the folder is ended and deleted first. */
    public static CassandraNode startEmpty(CassandraSettings settings) {
        try {
            PidFile.endLeftover(settings.directory().resolve("cassandra.pid"));
            Trees.delete(settings.directory().resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + settings.directory(), e);
        }
        return start(settings);
    }

    static CassandraNode start(CassandraInstall install, CassandraSettings settings) {
        try {
            Files.createDirectories(settings.directory().resolve("tmp"));
            PidFile.endLeftover(settings.directory().resolve("cassandra.pid"));
            for (int attempt = 1; ; attempt++) {
                try {
                    return attempt(install, settings);
                } catch (PortTaken e) {
                    // Between the check and Cassandra's own bind somebody else can take a port.
                    if (attempt == PORT_ATTEMPTS || settings.nativePort() != 0) {
                        throw new IllegalStateException(e.getMessage(), e);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start Cassandra in " + settings.directory(), e);
        }
    }

    private static CassandraNode attempt(CassandraInstall install, CassandraSettings wanted) throws IOException {
        List<Integer> free = freePorts(wanted.address(), 2);
        // The JMX agent listens on the loopback address whatever the node's own is.
        int jmxPort = freePorts("127.0.0.1", 1).get(0);
        CassandraSettings settings = wanted.withPorts(
                port(wanted.address(), wanted.nativePort(), free.get(0)),
                port(wanted.address(), wanted.storagePort(), free.get(1)));
        CassandraFiles.write(settings);
        ProcessBuilder builder = new ProcessBuilder(CassandraCommand.of(install, settings, jmxPort))
                .directory(settings.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(settings).toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_"));
        CassandraNode node = new CassandraNode(settings, jmxPort, builder.start());
        try {
            PidFile.of(node.process).write(node.pidFile());
            Runtime.getRuntime().addShutdownHook(node.shutdownHook);
            node.awaitCql();
            return node;
        } catch (IOException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    private void awaitCql() throws IOException {
        Duration patience = settings.ring().isPresent() ? START_IN_RING : START;
        long deadline = System.nanoTime() + patience.toNanos();
        while (!CqlProbe.answers(contactPoint())) {
            if (!process.isAlive()) {
                String tail = tail();
                String message = "Cassandra ended with code " + process.exitValue() + " before it answered on "
                        + contactPoint() + ". Its log, " + log(settings) + ", ends with:\n" + tail;
                throw tail.contains("Address already in use") || tail.contains("is in use by another process")
                        ? new PortTaken(message)
                        : new IllegalStateException(message);
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Cassandra did not answer on " + contactPoint() + " within "
                        + patience.toSeconds() + " s. Its log, " + log(settings) + ", ends with:\n" + tail());
            }
            try {
                process.waitFor(100, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while Cassandra was starting", e);
            }
        }
    }

    /** Where it answers CQL in plain text without a login. */
    public InetSocketAddress contactPoint() {
        return new InetSocketAddress(settings.address(), settings.nativePort());
    }

    public String dataCenter() {
        return settings.dataCenter();
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Port of its JMX agent on 127.0.0.1, which asks for no login. */
    public int jmxPort() {
        return jmxPort;
    }

    /** Ends the process as a power cut would, without a chance to write anything. Its folder stays. */
    public void kill() {
        process.destroyForcibly();
        close();
    }

    /** Completes when the process has ended, for whatever reason. */
    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    public Path logFile() {
        return log(settings);
    }

    /** Ends the process and waits until it is gone. Its folder stays. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is shutting down: the hook runs by itself.
            return;
        }
        end();
    }

    private void end() {
        PidFile.end(process.toHandle(), Duration.ofSeconds(20));
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pidFile() {
        return settings.directory().resolve("cassandra.pid");
    }

    private static Path log(CassandraSettings settings) {
        return settings.directory().resolve("cassandra.log");
    }

    private String tail() throws IOException {
        List<String> lines = Files.readAllLines(log(settings), java.nio.charset.StandardCharsets.ISO_8859_1);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 25), lines.size()));
    }

    private static int port(String address, int wanted, int free) throws IOException {
        if (wanted == 0) {
            return free;
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (java.net.BindException e) {
            throw new IllegalStateException(
                    "Port " + wanted + " on " + address + " is taken, so Cassandra cannot listen there.", e);
        }
    }

    private static List<Integer> freePorts(String address, int count) throws IOException {
        List<ServerSocket> sockets = new java.util.ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName(address)));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    private static final class PortTaken extends IllegalStateException {
        PortTaken(String message) {
            super(message);
        }
    }
}
