package io.unrealcloud.ddc.sandbox.scylla;

import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import io.unrealcloud.ddc.sandbox.machines.Machine;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One machine of ScyllaDB's image: configures itself from its user data as the image does, starts ScyllaDB, and has the
 * image's {@code nodetool}, {@code cqlsh} and {@code scylla-server} unit.
 */
public final class ScyllaMachine implements Machine {
    private static final Logger LOG = System.getLogger(ScyllaMachine.class.getName());

    private final MachineSpec spec;
    private final CompletableFuture<Guest> guest = new CompletableFuture<>();
    private final CompletableFuture<ScyllaServer> server = new CompletableFuture<>();
    private final Thread boot;
    private volatile boolean closed;

    private ScyllaMachine(MachineSpec spec, ScyllaVersion version) {
        this.spec = spec;
        boot = Thread.ofVirtual().name("boot-" + spec.instanceId()).unstarted(() -> configure(version));
    }

    /** Begins to start and returns at once. */
    public static ScyllaMachine boot(MachineSpec spec) {
        ScyllaMachine machine = new ScyllaMachine(spec, ScyllaVersion.of(spec.imageName()));
        machine.boot.start();
        return machine;
    }

    private void configure(ScyllaVersion version) {
        try {
            Guest opened = Guest.open(
                    Files.createDirectories(spec.directory().resolve("guest")),
                    "ip-" + spec.privateIp().replace('.', '-'));
            ScyllaServer scylla = new ScyllaServer(spec, version, opened);
            server.complete(scylla);
            guest.complete(opened);
            firstBoot(opened, scylla);
        } catch (IOException | RuntimeException e) {
            // As on a real machine: it is up, and ScyllaDB is not. Its log says why.
            LOG.log(Level.WARNING, "ScyllaDB on " + spec.instanceId() + " was not set up", e);
            guest.completeExceptionally(e);
            server.completeExceptionally(e);
            server.thenAccept(scylla -> scylla.log("scylla-image-setup failed: " + e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The image's own service, {@code scylla-image-setup}. If it fails, ScyllaDB does not start. */
    private void firstBoot(Guest machine, ScyllaServer scylla) throws IOException, InterruptedException {
        UserData userData = UserData.of(spec.userData());
        ScyllaYaml.write(scylla.yaml(), spec.privateIp(), spec.instanceId(), userData.scyllaYaml());
        if (ScyllaYaml.read(scylla.yaml()).snitch().equals("GossipingPropertyFileSnitch")) {
            Placement.writeDefault(scylla.rackdc(), spec.region(), spec.zone());
        }
        if (userData.script().isPresent()) {
            CommandResult result = machine.run(userData.script().get(), userData.scriptLimit());
            if (result.exitCode() != 0) {
                throw new IllegalStateException("post_configuration_script ended with " + result.exitCode() + ": "
                        + result.output() + result.errors());
            }
        }
        Files.writeString(machine.etc().resolve("scylla/machine_image_configured"), "");
        if (userData.start()) {
            scylla.start();
        }
    }

    @Override
    public boolean booted() {
        return guest.isDone() && !guest.isCompletedExceptionally() && !closed;
    }

    @Override
    public CommandResult run(String script, Duration limit) throws InterruptedException {
        if (!booted()) {
            throw new IllegalStateException(spec.instanceId() + " has not booted");
        }
        return guest.join().run(script, limit);
    }

    /**
     * The database on it.
     *
     * @throws IllegalStateException if the machine has not booted in time
     */
    public ScyllaServer server() {
        try {
            return server.get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The machine " + spec.instanceId() + " is not up", e);
        }
    }

    public MachineSpec spec() {
        return spec;
    }

    @Override
    public void close() {
        closed = true;
        boot.interrupt();
        try {
            boot.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (server.isDone() && !server.isCompletedExceptionally()) {
            server.join().cutPower();
        }
        if (guest.isDone() && !guest.isCompletedExceptionally()) {
            guest.join().close();
        }
    }
}
