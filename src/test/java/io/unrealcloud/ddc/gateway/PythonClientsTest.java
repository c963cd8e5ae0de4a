package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python's cassandra-driver and cqlsh, neither told anything but host and port. */
class PythonClientsTest {
    @TempDir
    static Path directory;

    private static GatewayFixture fixture;
    private static int port;
    private static String keyspace;

    @BeforeAll
    static void start() {
        fixture = new GatewayFixture(directory);
        port = fixture.gateway().addresses().get(0).getPort();
        keyspace = fixture.keyspace();
        fixture.create("TABLE", keyspace, "p", "(a int, c int, v text, PRIMARY KEY (a, c))");
        fixture.create("TABLE", keyspace, "q", "(a int PRIMARY KEY, v text)");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void theDriverWorks() throws Exception {
        String output =
                run("python", Path.of("src/test/resources/gateway/client.py").toString(), "" + port, keyspace);
        JsonNode seen =
                new ObjectMapper().readTree(output.lines().reduce((a, b) -> b).orElseThrow());
        assertThat(seen.get("version").asInt()).isEqualTo(4);
        assertThat(seen.get("hosts")).hasSize(3);
        assertThat(seen.get("exists").asText()).isEqualTo(keyspace);
        assertThat(seen.get("count").asInt()).isEqualTo(4);
        assertThat(seen.get("distinct").toString()).isEqualTo("[0,1,2,3,4]");
        assertThat(seen.get("rows").asInt()).isEqualTo(20);
        assertThat(seen.get("tables").toString()).isEqualTo("[\"p\",\"q\"]");
        assertThat(seen.get("index").asText()).contains("CREATE INDEX");
    }

    @Test
    void cqlshWorksWithoutCredentials() throws Exception {
        String statements = "INSERT INTO " + keyspace + ".q (a, v) VALUES (1, 'from cqlsh'); SELECT v FROM " + keyspace
                + ".q WHERE a = 1; SELECT count(*) FROM " + keyspace + ".q WHERE a = 1";
        assertThat(run("cqlsh", "127.0.0.1", "" + port, "-e", statements))
                .contains("from cqlsh")
                .contains("count");
    }

    private static String run(String tool, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(venv().resolve("bin").resolve(tool).toString()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve(tool + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(60, TimeUnit.SECONDS);
            String text = java.nio.file.Files.readString(output);
            assertThat(ended).as("%s ended; it said %s", tool, text).isTrue();
            assertThat(process.exitValue()).as("%s said %s", tool, text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
        }
    }

    private static Path venv() {
        String cache = System.getenv("DDC_CACHE");
        if (cache != null) {
            return Path.of(cache, "venv", "cql");
        }
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg != null ? Path.of(xdg) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("unreal-cloud-ddc-operator").resolve("venv").resolve("cql");
    }
}
