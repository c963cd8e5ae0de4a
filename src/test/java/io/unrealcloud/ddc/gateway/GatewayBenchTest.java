package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the bench where the surefire JVM's settings do not reach it. */
@Tag("bench")
class GatewayBenchTest {
    @TempDir
    Path directory;

    @Test
    void runs() throws Exception {
        Process bench = new ProcessBuilder(
                        GatewayProcess.java(),
                        "-XX:+UseSerialGC",
                        "-Xmx1g",
                        "-Dbench.rounds=" + Integer.getInteger("bench.rounds", 5),
                        "-Dbench.round.ms=" + Long.getLong("bench.round.ms", 1000),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GatewayBench.class.getName(),
                        directory.toString())
                .inheritIO()
                .start();
        try {
            assertThat(bench.waitFor()).isZero();
        } finally {
            bench.destroyForcibly();
        }
    }
}
