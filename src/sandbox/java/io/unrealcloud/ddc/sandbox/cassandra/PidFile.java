package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Names a child process and its parent by id <em>and</em> start time, since ids are used again. That is enough
 * for a later run to end exactly the child a killed parent left behind, and nothing else.
 *
 * @param child the process itself
 * @param parent the process that answers for it
 */
record PidFile(Identity child, Identity parent) {
    /** One process: its id and when it started, in milliseconds since 1970. */
    record Identity(long pid, long startedAt) {
        static Identity of(ProcessHandle process) {
            return new Identity(
                    process.pid(),
                    process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
        }

        Optional<ProcessHandle> living() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> of(process)
                    .equals(this));
        }
    }

    static PidFile of(Process child) {
        return new PidFile(Identity.of(child.toHandle()), Identity.of(ProcessHandle.current()));
    }

    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(
                part,
                "pid=%d\nstartedAt=%d\nparentPid=%d\nparentStartedAt=%d\n"
                        .formatted(child.pid(), child.startedAt(), parent.pid(), parent.startedAt()));
        Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<PidFile> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
        }
        try {
            return Optional.of(new PidFile(
                    new Identity(number(values, "pid"), number(values, "startedAt")),
                    new Identity(number(values, "parentPid"), number(values, "parentStartedAt"))));
        } catch (NumberFormatException e) {
            throw new IOException(file + " is not a pid file: " + e.getMessage(), e);
        }
    }

    /**
     * Ends the child named in {@code file}, if it still runs, and removes the file.
     *
     * @throws IllegalStateException if the child's parent still runs and is not this process: then it is in use
     */
    static void endLeftover(Path file) throws IOException {
        Optional<PidFile> found = read(file);
        if (found.isEmpty()) {
            return;
        }
        Optional<ProcessHandle> child = found.get().child().living();
        if (child.isPresent()) {
            Identity parent = found.get().parent();
            if (parent.living().isPresent()
                    && parent.pid() != ProcessHandle.current().pid()) {
                throw new IllegalStateException(
                        "The Cassandra process " + child.get().pid() + " of process " + parent.pid() + " uses "
                                + file.getParent() + ". End that one first or use another folder.");
            }
            end(child.get(), Duration.ofSeconds(20));
        }
        Files.deleteIfExists(file);
    }

    /** Asks the process to end, and makes it end when it has not within {@code patience}. */
    static void end(ProcessHandle process, Duration patience) {
        process.destroy();
        if (!ended(process, patience)) {
            process.destroyForcibly();
            if (!ended(process, Duration.ofSeconds(10))) {
                throw new IllegalStateException("Process " + process.pid() + " does not end, not even when killed.");
            }
        }
    }

    /** Waits on even if interrupted: a process that nobody waits for any more is nobody's. */
    private static boolean ended(ProcessHandle process, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    process.onExit().get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long number(Properties values, String key) {
        return Long.parseLong(values.getProperty(key, ""));
    }
}
