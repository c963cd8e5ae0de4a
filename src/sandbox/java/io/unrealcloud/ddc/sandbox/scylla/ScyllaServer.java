package io.unrealcloud.ddc.sandbox.scylla;

import io.unrealcloud.ddc.sandbox.cassandra.CassandraControl;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraRing;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraSettings;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Ring;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The service {@code scylla-server} of one machine: Cassandra and the front before it are one process to everybody else.
 * They start, end and die together. When they die of a signal, systemd starts them again ({@code Restart=on-abnormal} in
 * the unit ScyllaDB ships); when they refuse to start, it does not.
 */
public final class ScyllaServer {
    /** Where clients connect, on the machine's address. */
    public static final int CQL_PORT = 9042;

    /** Where Cassandra answers behind the front, on the same address. */
    static final int CASSANDRA_PORT = 19043;

    private static final int SIGNALLED = 128;

    /** systemd's RestartSec, unless a unit says otherwise. */
    private static final long RESTART_MILLIS = 100;

    private final MachineSpec spec;
    private final ScyllaVersion version;
    private final Guest guest;
    private final NodeTools tools;

    private Thread starting;
    private CassandraNode node;
    private ScyllaFront front;
    private boolean off;

    ScyllaServer(MachineSpec spec, ScyllaVersion version, Guest guest) throws IOException {
        this.spec = spec;
        this.version = version;
        this.guest = guest;
        this.tools = NodeTools.install(this, guest, spec.privateIp());
    }

    Path yaml() {
        return guest.etc().resolve("scylla/scylla.yaml");
    }

    Path rackdc() {
        return guest.etc().resolve("scylla/cassandra-rackdc.properties");
    }

    /** Keeps a line as the machine's journal would. */
    void log(String line) {
        try {
            Files.writeString(
                    spec.directory().resolve("scylla-server.log"),
                    Instant.now() + " " + line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Starts it and returns when it serves, as {@code systemctl start} does.
     *
     * @throws IllegalStateException saying why it does not start; its log says it too
     */
    public void start() throws IOException, InterruptedException {
        synchronized (this) {
            if (off || node != null || starting != null) {
                return;
            }
            starting = Thread.currentThread();
        }
        try {
            serve();
            log("serving");
        } catch (IOException | RuntimeException e) {
            log("exited: " + e.getMessage());
            throw e;
        } finally {
            synchronized (this) {
                starting = null;
                notifyAll();
            }
        }
    }

    private void serve() throws IOException, InterruptedException {
        ScyllaYaml yaml = ScyllaYaml.read(yaml());
        Dialect dialect = yaml.dialect(version);
        Placement place = Placement.read(yaml.snitch(), rackdc(), spec.zone());
        Path directory = spec.directory().resolve("node");
        boolean first = !Files.isDirectory(directory.resolve("data"));
        Joining joining = new Joining(spec.privateIp(), yaml, this::log);
        boolean begins = first && joining.beginsCluster();
        CassandraNode started;
        try (Joining.Turn turn = first && !begins ? joining.await() : Joining.Turn.NONE) {
            started = CassandraNode.start(CassandraSettings.ofRing(
                    directory,
                    spec.privateIp(),
                    CASSANDRA_PORT,
                    yaml.clusterName(),
                    place.dataCenter(),
                    new CassandraRing(joining.contacts(), place.rack(), turn.replaces())));
            try {
                joining.awaitMembership(new Ring(started.contactPoint()));
                open(started, yaml, dialect, begins);
            } catch (IOException | InterruptedException | RuntimeException e) {
                started.close();
                throw e;
            }
        }
        started.onExit().thenAccept(ended -> died(started, ended.exitValue()));
    }

    private void open(CassandraNode started, ScyllaYaml yaml, Dialect dialect, boolean begins) throws IOException {
        ScyllaFront opened = ScyllaFront.start(
                new InetSocketAddress(spec.privateIp(), CQL_PORT),
                dialect,
                started.contactPoint(),
                begins && dialect.login() ? superuser(yaml) : Optional.empty());
        try {
            Optional<String> socket = yaml.maintenanceSocket(version);
            Optional<InetSocketAddress> port = socket.isPresent()
                    ? Optional.of(opened.listenForMaintenance(new InetSocketAddress("127.0.0.1", 0)))
                    : Optional.empty();
            tools.maintenance(socket, port.map(InetSocketAddress::getPort));
            synchronized (this) {
                if (off) {
                    throw new IllegalStateException("The machine was switched off");
                }
                node = started;
                front = opened;
            }
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private Optional<Role> superuser(ScyllaYaml yaml) {
        if (yaml.superuserName().isPresent() && yaml.superuserHash().isPresent()) {
            return Optional.of(new Role(yaml.superuserName().get(), true, true, Set.of(), yaml.superuserHash()));
        }
        return version.defaultSuperuser()
                ? Optional.of(new Role("cassandra", true, true, Set.of(), Optional.of(PasswordHash.of("cassandra"))))
                : Optional.empty();
    }

    private void died(CassandraNode ended, int code) {
        ScyllaFront without;
        synchronized (this) {
            if (node != ended) {
                return;
            }
            without = front;
            node = null;
            front = null;
        }
        without.close();
        log("Main process exited, status " + code);
        if (code > SIGNALLED) {
            Thread.ofVirtual().name("restart-" + spec.instanceId()).start(() -> {
                try {
                    Thread.sleep(RESTART_MILLIS);
                    start();
                } catch (IOException | RuntimeException e) {
                    System.getLogger(ScyllaServer.class.getName())
                            .log(System.Logger.Level.WARNING, "ScyllaDB does not start again", e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    /** Ends it in an orderly way; its data stays. */
    public void stop() throws InterruptedException {
        interruptStart();
        take().ifPresent(parts -> {
            parts.front().close();
            parts.node().close();
            log("stopped");
        });
    }

    /** Kills the process, as the kernel would when memory runs out. It is started again. */
    public void kill() {
        CassandraNode now;
        synchronized (this) {
            now = node;
        }
        if (now == null) {
            throw new IllegalStateException("ScyllaDB does not run on " + spec.instanceId());
        }
        now.kill();
    }

    /** The machine is off, and nothing starts here any more. */
    void cutPower() {
        synchronized (this) {
            off = true;
        }
        try {
            interruptStart();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        take().ifPresent(parts -> {
            parts.front().close();
            parts.node().kill();
        });
        tools.close();
    }

    /** What was decommissioned answers no clients any more, though its process runs on. */
    void closeFront() {
        ScyllaFront now;
        synchronized (this) {
            now = front;
        }
        if (now != null) {
            now.close();
        }
    }

    private record Running(CassandraNode node, ScyllaFront front) {}

    private synchronized Optional<Running> take() {
        Optional<Running> running = node == null ? Optional.empty() : Optional.of(new Running(node, front));
        node = null;
        front = null;
        return running;
    }

    private synchronized void interruptStart() throws InterruptedException {
        while (starting != null && starting != Thread.currentThread()) {
            starting.interrupt();
            wait(100);
        }
    }

    public synchronized boolean running() {
        return node != null && node.isAlive();
    }

    /** Where clients connect, while it serves. */
    public InetSocketAddress address() {
        return new InetSocketAddress(spec.privateIp(), CQL_PORT);
    }

    /**
     * The ring as this node sees it.
     *
     * @throws IllegalStateException unless it runs
     */
    Ring ring() {
        return new Ring(current().contactPoint());
    }

    CassandraControl control() throws IOException {
        return CassandraControl.connect(current().jmxPort());
    }

    ScyllaFront front() {
        current();
        synchronized (this) {
            return front;
        }
    }

    private synchronized CassandraNode current() {
        if (node == null) {
            throw new IllegalStateException("Unable to connect to ScyllaDB: it does not run");
        }
        return node;
    }
}
