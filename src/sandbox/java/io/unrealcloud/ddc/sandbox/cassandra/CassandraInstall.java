package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Where Cassandra's jars and a Java 17 to run them are. Cassandra 5.0 runs on Java 11 and 17; from Java 24 on
 * it cannot start at all, because it installs a security policy that newer Java versions refuse.
 *
 * @param libraries folder that holds {@code apache-cassandra-5.0.x.jar} and its dependencies
 * @param java the {@code java} program of a Java 17
 */
public record CassandraInstall(Path libraries, Path java) {
    /** The release that {@code sandbox/tools/cassandra/pom.xml} fetches. */
    public static final String VERSION = "5.0.6";

    /**
     * Looks in the tool cache and the common places.
     *
     * @throws IllegalStateException naming what is missing and the command that installs it
     */
    public static CassandraInstall find() {
        return find(System.getenv(), Path.of(System.getProperty("user.home")), commonJavaHomes());
    }

    static CassandraInstall find(Map<String, String> env, Path home, List<Path> javaHomes) {
        Path cache = cache(env, home);
        return new CassandraInstall(libraries(cache), java(env, cache, javaHomes));
    }

    private static Path libraries(Path cache) {
        Path lib = cache.resolve("cassandra").resolve(VERSION).resolve("lib");
        if (!Files.isRegularFile(lib.resolve("cassandra-all-" + VERSION + ".jar"))) {
            throw new IllegalStateException("Apache Cassandra " + VERSION + " is not in " + lib
                    + ". Fetch it with: mvn -f sandbox/tools/cassandra/pom.xml dependency:copy-dependencies"
                    + " -DoutputDirectory=" + lib);
        }
        return lib;
    }

    private static Path java(Map<String, String> env, Path cache, List<Path> javaHomes) {
        String given = env.getOrDefault("DDC_CASSANDRA_JAVA", "");
        if (!given.isBlank()) {
            Path java = Path.of(given);
            if (!Files.isExecutable(java)) {
                throw new IllegalStateException("DDC_CASSANDRA_JAVA names " + given
                        + ", which is not a program. Set it to bin/java of a Java 17.");
            }
            return java;
        }
        List<Path> homes = new ArrayList<>();
        homes.add(cache.resolve("jdk17"));
        if (Runtime.version().feature() == 17) {
            homes.add(Path.of(System.getProperty("java.home")));
        }
        homes.addAll(javaHomes);
        return homes.stream()
                .filter(candidate -> candidate.equals(cache.resolve("jdk17")) || isJava17(candidate))
                .map(candidate -> candidate.resolve("bin").resolve("java"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Java 17 found, which Apache Cassandra needs. "
                        + "Install one (for example the package openjdk-17-jre-headless), link it as "
                        + cache.resolve("jdk17") + ", or set DDC_CASSANDRA_JAVA to its bin/java."));
    }

    private static boolean isJava17(Path home) {
        Path release = home.resolve("release");
        if (Files.isRegularFile(release)) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(release)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new IllegalStateException("Cannot read " + release + ": " + e.getMessage(), e);
            }
            return properties.getProperty("JAVA_VERSION", "").replace("\"", "").startsWith("17.");
        }
        return false;
    }

    /** Where the sandbox keeps its tools. */
    public static Path cache() {
        return cache(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static Path cache(Map<String, String> env, Path home) {
        String own = env.getOrDefault("DDC_CACHE", "");
        if (!own.isBlank()) {
            return Path.of(own);
        }
        String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? home.resolve(".cache") : Path.of(xdg);
        return base.resolve("unreal-cloud-ddc-operator");
    }

    private static List<Path> commonJavaHomes() {
        List<Path> homes = new ArrayList<>();
        String javaHome = System.getenv().getOrDefault("JAVA_HOME", "");
        if (!javaHome.isBlank()) {
            homes.add(Path.of(javaHome));
        }
        for (String parent : List.of("/usr/lib/jvm", "/opt/java", "/opt", "/Library/Java/JavaVirtualMachines")) {
            if (Files.isDirectory(Path.of(parent))) {
                try (Stream<Path> entries = Files.list(Path.of(parent))) {
                    entries.sorted()
                            .flatMap(entry -> Stream.of(entry, entry.resolve("Contents/Home")))
                            .forEach(homes::add);
                } catch (IOException e) {
                    throw new IllegalStateException("Cannot list " + parent + ": " + e.getMessage(), e);
                }
            }
        }
        return homes;
    }
}
