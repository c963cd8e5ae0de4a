package io.unrealcloud.ddc.sandbox.image;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A class archive of the CQL gateway (JDK: class data sharing): its classes as the JVM keeps them, mapped from a file
 * instead of read from jars at every start. The same classes give the same bytes, which an AOT cache of JDK 25 does not.
 */
public final class ClassArchive {
    private static final int PATIENCE_SECONDS = 120;
    /** OPTIONS of protocol 4, without a body: native_protocol_v4.spec, sections 2 and 4.1.2. */
    private static final byte[] OPTIONS = {0x04, 0, 0, 0, 0x05, 0, 0, 0, 0};

    private ClassArchive() {}

    /** Starts the program with JVM options that come before its own. */
    @FunctionalInterface
    public interface Program {
        Process start(List<String> jvm) throws IOException;
    }

    /** JVM option of a run that writes down what it loads. */
    public static String listingTo(Path list) {
        return "-XX:DumpLoadedClassList=" + list;
    }

    /** JVM option of a run that uses the archive, and goes without it where it does not fit. */
    public static String use(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }

    /**
     * Makes an archive of what a run has loaded.
     *
     * @param list as {@link #listingTo} has it written; sorted in place
     * @throws IOException when the JVM makes none
     */
    public static void dump(Program program, Path list, Path archive) throws IOException, InterruptedException {
        List<String> classes;
        try (Stream<String> lines = Files.lines(list)) {
            // Numbers of classes and call sites differ from run to run, as does the order of threads.
            classes = lines.filter(line -> !line.startsWith("#") && !line.startsWith("@"))
                    .map(line -> line.replaceAll(" id: .*", ""))
                    .distinct()
                    .sorted()
                    .toList();
        }
        Files.write(list, classes);
        end(
                program.start(List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list, use(archive))),
                "dump of the class archive");
    }

    /**
     * Makes {@code bin/gateway.jsa} in an image's home, for jars and a runtime with the times Jib gives to files.
     *
     * @param home with bin/entrypoint and the jars, as the image has them
     * @param jre the image's runtime
     */
    static void ofGateway(Path home, Path jre) throws IOException, InterruptedException {
        Path work = Files.createDirectory(home.resolveSibling("training"));
        Path list = work.resolve("classes");
        Path token = Files.writeString(work.resolve("token"), "none");
        timesOfJib(home);
        timesOfJib(jre);
        Path archive = home.resolve("bin").resolve("gateway.jsa");
        int port = freePort();
        // Neither the database nor STS is there: it starts all the same, and tries to log in.
        ProcessBuilder start = entrypoint(
                home,
                jre,
                List.of(listingTo(list)),
                "--region=us-east-1",
                "--port=" + port,
                "--http=127.0.0.1:" + freePort(),
                "--upstream-host=localhost",
                "--upstream-port=" + freePort());
        start.environment()
                .putAll(Map.of(
                        "AWS_ROLE_ARN",
                        "arn:aws:iam::000000000000:role/none",
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        token.toString(),
                        "AWS_ENDPOINT_URL_STS",
                        "http://127.0.0.1:" + freePort()));
        Process training = start.start();
        try {
            askForOptions(training, port);
        } finally {
            training.destroy();
        }
        if (!training.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            training.destroyForcibly();
            throw new IOException("The gateway does not end in the image's home, so what it loads is not known.");
        }
        dump(jvm -> entrypoint(home, jre, jvm).start(), list, archive);
        end(entrypoint(home, jre, List.of("-Xshare:on"), "--help").start(), "start with the class archive");
    }

    /** A second after the epoch, of which the JVM assures itself before it maps an archive. */
    private static void timesOfJib(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
            }
        }
    }

    private static ProcessBuilder entrypoint(Path home, Path jre, List<String> jvm, String... arguments) {
        List<String> command = Stream.concat(Stream.of("./bin/entrypoint", "gateway"), Stream.of(arguments))
                .toList();
        // From within, since the archive holds the class path as it was given.
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).inheritIO();
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("DDC_"));
        builder.environment().put("JAVA_HOME", jre.toString());
        builder.environment().put("JDK_JAVA_OPTIONS", String.join(" ", jvm));
        return builder;
    }

    private static void askForOptions(Process gateway, int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
                socket.setSoTimeout(10_000);
                socket.getOutputStream().write(OPTIONS);
                if (socket.getInputStream().read() < 0) {
                    throw new IOException("The gateway closed the connection that asked for its options.");
                }
                return;
            } catch (IOException e) {
                if (!gateway.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("The gateway does not answer in the image's home: " + e.getMessage(), e);
                }
                Thread.sleep(50);
            }
        }
    }

    private static void end(Process process, String what) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("The gateway's " + what + " failed; its message is above.");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
