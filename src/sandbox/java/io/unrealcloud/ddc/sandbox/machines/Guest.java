package io.unrealcloud.ddc.sandbox.machines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Linux of its own for the scripts of one machine: its own {@code /etc} (begun as a copy of this machine's), its own
 * empty {@code /var/lib}, its own process ids, host name and {@code /proc}, and programs of its own before all others.
 * Everything else is this machine's, network included. Nothing outside {@code directory} is written to.
 *
 * <p>One process holds it open. When that ends, or this JVM does, the kernel kills every process inside.
 */
public final class Guest implements AutoCloseable {

    private static final int KEPT = 1_000_000;
    private static final Duration OPENING = Duration.ofSeconds(20);
    private static final int KILLED = 137;

    /** Reads its input, a pipe from this JVM, so that it ends whenever the other end does. */
    private static final String HOLDER = """
        set -eu
        mount --bind "$1/etc" /etc
        mount --bind "$1/var-lib" /var/lib
        echo "$2" > /proc/sys/kernel/hostname
        : > "$1/open"
        exec cat > /dev/null
        """;

    /** Programs that every machine has, and what they are made of. */
    private static final Map<String, String> PROGRAMS =
            Map.of("systemctl", "systemd.py", "systemd-run", "systemd.py", "journalctl", "systemd.py", "aws", "aws.py");

    private final Path directory;
    private final Process holder;
    private final long inside;
    private final AtomicInteger scripts = new AtomicInteger();

    private Guest(Path directory, Process holder, long inside) {
        this.directory = directory;
        this.holder = holder;
        this.inside = inside;
    }

    /**
     * @param directory there, and nobody else's; neither under {@code /etc} nor under {@code /var/lib}
     * @throws IllegalStateException if this machine does not let us, with what it said
     */
    public static Guest open(Path directory, String hostName) {
        if (directory.startsWith("/etc") || directory.startsWith("/var/lib")) {
            throw new IllegalStateException("A machine cannot see its files in " + directory
                    + ", since /etc and /var/lib are its own: choose another directory");
        }
        try {
            Files.createDirectories(directory.resolve("var-lib"));
            Files.createDirectories(directory.resolve("units"));
            Files.createDirectories(directory.resolve("services"));
            Files.createDirectories(directory.resolve("scripts"));
            Files.createDirectories(directory.resolve("bin"));
            for (Map.Entry<String, String> program : PROGRAMS.entrySet()) {
                program(directory.resolve("bin").resolve(program.getKey()), resource(program.getValue()));
            }
            copyEtc(directory.resolve("etc"));
            Path log = directory.resolve("holder.log");
            List<String> command = new ArrayList<>(List.of("unshare", "--mount", "--uts", "--pid", "--fork"));
            if (!root()) {
                command.addAll(List.of("--user", "--map-root-user"));
            }
            command.addAll(List.of(
                    "--kill-child",
                    "--mount-proc",
                    "--propagation",
                    "private",
                    "/bin/sh",
                    "-c",
                    HOLDER,
                    "machine",
                    directory.toString(),
                    hostName));
            Process holder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Guest(directory, holder, await(directory, holder, log));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make a machine in " + directory, e);
        }
    }

    /** Programs here come before all others of the same name. */
    public Path programs() {
        return directory.resolve("bin");
    }

    /** The machine's {@code /etc}, as this machine sees it. */
    public Path etc() {
        return directory.resolve("etc");
    }

    /** The machine's {@code /var/lib}, as this machine sees it. */
    public Path varLib() {
        return directory.resolve("var-lib");
    }

    /**
     * Makes something that was started outside known as a unit, so that {@code systemctl} starts, stops and asks for
     * it. Each text is a script; {@code active} ends with 0 while the service runs.
     */
    public void service(String name, String start, String stop, String active) {
        try {
            Path folder = Files.createDirectories(directory.resolve("services").resolve(name));
            program(folder.resolve("start"), start);
            program(folder.resolve("stop"), stop);
            program(folder.resolve("active"), active);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a script inside; see {@link Machine#run}. */
    public CommandResult run(String script, Duration limit) throws InterruptedException {
        Path folder = directory.resolve("scripts").resolve(String.valueOf(scripts.incrementAndGet()));
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("script");
            program(file, script.startsWith("#!") ? script : "#!/bin/sh\n" + script);
            Process process = new ProcessBuilder(command(file.toString()))
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(folder.resolve("output").toFile())
                    .redirectError(folder.resolve("errors").toFile())
                    .start();
            boolean ended;
            try {
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                kill(process);
                throw e;
            }
            if (!ended) {
                kill(process);
            }
            return new CommandResult(
                    ended ? process.exitValue() : KILLED,
                    text(folder.resolve("output")),
                    text(folder.resolve("errors")),
                    !ended);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run a script in " + directory, e);
        }
    }

    /** The words that run a program inside, with the machine's own environment. */
    public List<String> command(String... words) {
        List<String> command = new ArrayList<>(
                List.of("nsenter", "--target", String.valueOf(inside), "--mount", "--uts", "--pid", "--wd=/"));
        if (!root()) {
            command.addAll(1, List.of("--user", "--preserve-credentials"));
        }
        command.addAll(List.of(
                "--",
                "/usr/bin/env",
                "-i",
                "PATH=" + programs() + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "HOME=/root",
                "LANG=C.UTF-8",
                "MACHINE=" + directory));
        command.addAll(List.of(words));
        return command;
    }

    @Override
    public void close() {
        // The first process of its process ids: with it the kernel ends all others.
        ProcessHandle.of(inside).filter(this::ours).ifPresent(ProcessHandle::destroyForcibly);
        try {
            if (!holder.waitFor(20, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Its id could belong to somebody else by now; a child of the holder does not. */
    private boolean ours(ProcessHandle process) {
        return process.parent().map(parent -> parent.pid() == holder.pid()).orElse(false);
    }

    private static long await(Path directory, Process holder, Path log) throws IOException {
        long deadline = System.nanoTime() + OPENING.toNanos();
        try {
            while (!Files.exists(directory.resolve("open"))) {
                if (holder.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                    holder.destroyForcibly();
                    throw new IllegalStateException("A machine's namespaces did not open: " + text(log));
                }
            }
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a machine was made", e);
        }
        return holder.children()
                .findFirst()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new IllegalStateException("A machine's namespaces closed again"));
    }

    /** The script and what it started, but not what has left it, as the agent kills the process group. */
    private static void kill(Process process) throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>();
        try (Stream<ProcessHandle> below = process.descendants()) {
            below.forEach(all::add);
        }
        all.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    private static void copyEtc(Path etc) throws IOException {
        Process copy = new ProcessBuilder("cp", "--archive", "--no-target-directory", "/etc", etc.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            // Files that only root may read are left out for everybody else.
            if (copy.waitFor() != 0 && root()) {
                throw new IOException("cp of /etc: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while /etc was copied", e);
        }
    }

    private static void program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(KEPT), StandardCharsets.UTF_8);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Guest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }
}
