package io.unrealcloud.ddc.sandbox.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java runtime with only the modules the operator uses, made by jlink from the JDK this program runs on. */
final class Jre {

    /** What the operator, the AWS SDK, the Cassandra driver and Netty were seen to load; the rest stays out. */
    private static final List<String> MODULES = List.of(
            "java.base",
            "java.compiler",
            "java.instrument",
            "java.logging",
            "java.management",
            "java.naming",
            "java.net.http",
            "java.security.jgss",
            "java.security.sasl",
            "java.sql",
            "java.xml",
            "jdk.crypto.ec",
            "jdk.httpserver",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.unsupported",
            "jdk.zipfs");

    private Jre() {}

    /** @return the runtime's folder; one that is there already is used as it is */
    static Path in(Path directory) throws IOException, InterruptedException {
        if (Files.exists(directory.resolve("bin/java"))) {
            return directory;
        }
        Files.createDirectories(directory.getParent());
        Path half = Files.createTempDirectory(directory.getParent(), "jre");
        Files.delete(half);
        Process jlink = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-6",
                        "--output",
                        half.toString())
                .inheritIO()
                .start();
        if (!jlink.waitFor(5, TimeUnit.MINUTES) || jlink.exitValue() != 0) {
            jlink.destroyForcibly();
            throw new IOException("jlink made no Java runtime; its message is above.");
        }
        Files.move(half, directory);
        return directory;
    }
}
