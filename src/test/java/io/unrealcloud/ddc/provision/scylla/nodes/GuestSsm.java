package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.aws.ssm.Invocation;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Run Command that runs what it is sent, on machines that are there. */
final class GuestSsm implements SsmPort, AutoCloseable {

    /** A way to run a script. */
    @FunctionalInterface
    interface Shell {
        CommandResult run(String script) throws InterruptedException;
    }

    /** The machine of an instance id. */
    @FunctionalInterface
    interface Shells {
        Optional<Shell> of(String instance);
    }

    volatile boolean online = true;
    volatile int sent;
    private final Shells shells;
    private final AtomicInteger number = new AtomicInteger();
    private final Map<String, Future<CommandResult>> commands = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** One machine for all instance ids. */
    static GuestSsm of(Shell shell) {
        return new GuestSsm(instance -> Optional.of(shell));
    }

    GuestSsm(Shells shells) {
        this.shells = shells;
    }

    @Override
    public boolean online(String instance) {
        return online && shells.of(instance).isPresent();
    }

    @Override
    public String runShell(String instance, String comment, List<String> lines, Duration execution) {
        String id = "command-" + number.incrementAndGet();
        Shell shell = shells.of(instance).orElseThrow();
        sent = number.get();
        commands.put(id, threads.submit(() -> shell.run(String.join("\n", lines))));
        return id;
    }

    @Override
    public Optional<Invocation> invocation(String command, String instance) {
        Future<CommandResult> run = commands.get(command);
        if (!run.isDone()) {
            return Optional.of(new Invocation(Invocation.State.RUNNING, "In Progress", -1, "", ""));
        }
        if (run.state() != Future.State.SUCCESS) {
            return Optional.of(new Invocation(
                    Invocation.State.FAILED,
                    "Undeliverable",
                    -1,
                    "",
                    run.exceptionNow().toString()));
        }
        CommandResult result = run.resultNow();
        return Optional.of(new Invocation(
                result.exitCode() == 0 ? Invocation.State.SUCCEEDED : Invocation.State.FAILED,
                result.exitCode() == 0 ? "Success" : "Failed",
                result.exitCode(),
                result.output(),
                result.errors()));
    }

    @Override
    public String runDocument(String instance, String document, String comment, Map<String, String> parameters) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Document> document(String name) {
        return Optional.empty();
    }

    @Override
    public void createDocument(String name, String content, Map<String, String> tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String updateDocument(String name, String content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setDefaultVersion(String name, String version) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void deleteDocument(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
