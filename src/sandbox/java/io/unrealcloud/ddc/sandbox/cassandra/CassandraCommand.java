package io.unrealcloud.ddc.sandbox.cassandra;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of one Cassandra process. */
final class CassandraCommand {
    private static final List<String> EXPORTS = List.of(
            "java.base/jdk.internal.misc",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.management.rmi/com.sun.jmx.remote.internal.rmi",
            "java.rmi/sun.rmi.registry",
            "java.rmi/sun.rmi.server",
            "java.rmi/sun.rmi.transport.tcp",
            "java.sql/java.sql");
    private static final List<String> OPENS = List.of(
            "java.base/java.lang",
            "java.base/java.lang.module",
            "java.base/java.lang.reflect",
            "java.base/java.nio",
            "java.base/java.io",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.loader",
            "java.base/jdk.internal.ref",
            "java.base/jdk.internal.reflect",
            "java.base/jdk.internal.math",
            "java.base/jdk.internal.module",
            "java.base/jdk.internal.util.jar",
            "java.base/sun.nio.ch",
            "jdk.management/com.sun.management.internal");

    private CassandraCommand() {}

    static List<String> of(CassandraInstall install, CassandraSettings settings, int jmxPort) {
        Path conf = settings.directory().resolve("conf");
        List<String> command = new ArrayList<>();
        command.add(install.java().toString());
        EXPORTS.forEach(name -> command.add("--add-exports=" + name + "=ALL-UNNAMED"));
        OPENS.forEach(name -> command.add("--add-opens=" + name + "=ALL-UNNAMED"));
        command.addAll(List.of(
                "-Xms" + settings.heapMegabytes() + "m",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:MaxDirectMemorySize=" + settings.heapMegabytes() + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.io.tmpdir=" + settings.directory().resolve("tmp"),
                "-Djava.net.preferIPv4Stack=true",
                "-Dio.netty.tryReflectionSetAccessible=true",
                "-Dcassandra.config=" + conf.resolve("cassandra.yaml").toUri(),
                "-Dcassandra-rackdc.properties="
                        + conf.resolve("cassandra-rackdc.properties").toUri(),
                "-Dlogback.configurationFile=" + conf.resolve("logback.xml"),
                "-Dcassandra.storagedir=" + settings.directory().resolve("data"),
                "-Dcassandra.logdir=" + settings.directory(),
                "-Dcassandra-foreground=yes",
                "-Dcassandra.jmx.local.port=" + jmxPort));
        command.addAll(
                List.of("-Dcassandra.skip_wait_for_gossip_to_settle=0", "-Dcassandra.superuser_setup_delay_ms=0"));
        settings.ring()
                .ifPresentOrElse(
                        ring -> command.addAll(ofRing(ring)),
                        // A lone node has nobody to wait for.
                        () -> command.add("-Dcassandra.ring_delay_ms=1000"));
        if (!settings.durable()) {
            command.add("-Dcassandra.unsafesystem=true");
        }
        command.addAll(List.of(
                "-cp",
                conf + java.io.File.pathSeparator + install.libraries().resolve("*"),
                "org.apache.cassandra.service.CassandraDaemon"));
        return List.copyOf(command);
    }

    /**
     * Gossip between nodes of one machine takes a second or two, so a node that joins need not listen for 30 s, nor one
     * that replaces for 60 s. The system's own keyspaces have one copy: they hold nothing a test or DDC looks at, and
     * more would forbid a ring to shrink.
     */
    private static List<String> ofRing(CassandraRing ring) {
        List<String> options = new ArrayList<>(List.of(
                "-Dcassandra.ring_delay_ms=3000",
                "-Dcassandra.broadcast_interval_ms=3000",
                // Else a rebuild refuses to run on a node that has ever received anything.
                "-Dcassandra.reset_bootstrap_progress=true",
                "-Dcassandra.system_auth.default_rf=1",
                "-Dcassandra.system_distributed.default_rf=1",
                "-Dcassandra.system_traces.default_rf=1"));
        ring.replaces().ifPresent(dead -> options.add("-Dcassandra.replace_address_first_boot=" + dead));
        return options;
    }
}
