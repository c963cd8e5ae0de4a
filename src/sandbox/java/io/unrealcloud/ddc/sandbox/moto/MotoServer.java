package io.unrealcloud.ddc.sandbox.moto;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One moto server on a free loopback port. It lives as long as this object, and no longer than this process. */
public final class MotoServer implements AutoCloseable {
    public static final String VERSION = "5.2.5";

    // moto has no way to end with its parent. Its standard input is a pipe from us, which closes however we end.
    private static final String PROGRAM = """
        import os, sys, threading
        def end_with_parent():
            sys.stdin.buffer.read()
            os._exit(0)
        threading.Thread(target=end_with_parent, daemon=True).start()
        from moto.server import main
        main(["-H", "127.0.0.1", "-p", "0"])
        """;
    private static final Pattern LISTENING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI uri;

    private MotoServer(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @throws IllegalStateException naming the command that installs it, if moto is not in the tool cache */
    public static MotoServer start() {
        Path python = cache(System.getenv()).resolve("venv/moto-" + VERSION + "/bin/python");
        if (!Files.isExecutable(python)) {
            throw new IllegalStateException(
                    "There is no " + python + ". Install it with: python3 -m sandbox tools moto-" + VERSION);
        }
        try {
            Process process = new ProcessBuilder(python.toString(), "-c", PROGRAM)
                    .redirectErrorStream(true)
                    .start();
            return new MotoServer(process, await(process));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + python, e);
        }
    }

    /** Where it listens, for all services. */
    public URI uri() {
        return uri;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static URI await(Process process) {
        CompletableFuture<URI> listening = new CompletableFuture<>();
        Thread reader = new Thread(() -> read(process, listening), "moto-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            return listening.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("moto did not begin to listen: " + e.getMessage(), e);
        }
    }

    /** Reads to the end, so that moto never blocks on a full pipe. */
    private static void read(Process process, CompletableFuture<URI> listening) {
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!listening.isDone()) {
                    said.append(line).append('\n');
                    Matcher match = LISTENING.matcher(line);
                    if (match.find()) {
                        listening.complete(URI.create(match.group(1)));
                    }
                }
            }
            listening.completeExceptionally(new IllegalStateException("it ended and said:\n" + said));
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
    }

    private static Path cache(Map<String, String> env) {
        String own = env.getOrDefault("DDC_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("unreal-cloud-ddc-operator");
    }
}
