package io.unrealcloud.ddc.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs people install with, from the cache that {@code make test} fills before it runs tests. */
public enum Program {
    HELM("helm", "helm.sh/helm/v3"),
    GLUA("glua", "github.com/yuin/gopher-lua"),
    KUBECTL("kubernetes", "k8s.io/kubernetes"),

    /** The machine's own. */
    BASH("bash", "");

    private static final int PATIENCE_SECONDS = 120;

    private final String module;
    private final String requirement;

    Program(String module, String requirement) {
        this.module = module;
        this.requirement = requirement;
    }

    /** @param output both streams */
    public record Result(int code, String output) {

        /** @return the output of a run that must have gone well */
        public String ok() {
            if (code != 0) {
                throw new AssertionError("ended with " + code + ":\n" + output);
            }
            return output;
        }
    }

    Result run(List<String> arguments) {
        return run(arguments, Map.of());
    }

    /** Runs the program; every file it keeps for itself goes where {@code environment} says. */
    Result run(List<String> arguments, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile("ddc-" + module, ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(Stream.concat(Stream.of(path().toString()), arguments.stream())
                                .toList());
                builder.environment().putAll(environment);
                Process process = builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(module + " " + arguments + " does not end:\n" + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    /** Where it lies, for a search path. */
    Path directory() throws IOException {
        return path().getParent();
    }

    private Path path() throws IOException {
        if (requirement.isEmpty()) {
            return Path.of(module);
        }
        String pins = Files.readString(Path.of("sandbox", "tools", module, "go.mod"));
        Matcher version =
                Pattern.compile(Pattern.quote(requirement) + " (v\\S+)").matcher(pins);
        if (!version.find()) {
            throw new AssertionError("sandbox/tools/" + module + "/go.mod does not require " + requirement);
        }
        String name = name().toLowerCase(java.util.Locale.ROOT);
        Path program = cache().resolve(module).resolve(version.group(1)).resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError(
                    program + " is missing. 'make test' installs it before it runs tests; run that once.");
        }
        return program;
    }

    private static Path cache() {
        return environment("DDC_CACHE")
                .or(() -> environment("XDG_CACHE_HOME").map(home -> home.resolve("unreal-cloud-ddc-operator")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "unreal-cloud-ddc-operator"));
    }

    private static Optional<Path> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
