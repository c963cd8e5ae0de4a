package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the Run Command document, really run, with a shell of CQL that remembers what it was told. */
class ReplicationByDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CQLSH = """
        for text; do :; done
        cp "$2" /var/lib/login
        case "$text" in
          SELECT*)
            echo asked >> /var/lib/asked
            echo ' replication'
            if [ "$(wc -l < /var/lib/asked)" -gt 2 ]; then cat /var/lib/replication; fi ;;
          ALTER*)
            echo "$text" >> /var/lib/alters
            echo "$text" | sed "s/.*replication = //; s/: \\([0-9]\\)/: '\\1'/g" > /var/lib/replication ;;
        esac
        """;

    @TempDir
    Path directory;

    private Guest guest;

    @BeforeEach
    void open() throws IOException {
        guest = Guest.open(directory, "node");
        program("sleep", "echo \"$1\" >> /var/lib/slept");
        program("cqlsh", CQLSH);
        program(
                "aws",
                "echo '{\"adminUsername\": \"operator\", \"adminPassword\": \"s3cret#pass\", \"username\": \"ddc\","
                        + " \"password\": \"other\"}'");
    }

    @AfterEach
    void close() {
        guest.close();
    }

    @Test
    void waitsForTheKeyspaceAndChangesByOneInEachStep() throws Exception {
        Files.writeString(
                guest.varLib().resolve("replication"),
                " {'class': 'org.apache.cassandra.locator.SimpleStrategy', 'replication_factor': '2'}\n");
        CommandResult result = run("us-east-1=3,eu-west-1=1");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output()).doesNotContain("s3cret").contains("jupiter: us-east-1=3,eu-west-1=1");
        assertThat(lines("alters"))
                .containsExactly(
                        alter("'us-east-1': 1"),
                        alter("'us-east-1': 2"),
                        alter("'us-east-1': 3"),
                        alter("'us-east-1': 3, 'eu-west-1': 1"));
        assertThat(lines("slept")).containsExactly("60", "30");
        assertThat(Files.readString(guest.varLib().resolve("login")))
                .contains("username = operator", "password = s3cret#pass");
        assertThat(run("us-east-1=3,eu-west-1=1").exitCode()).isZero();
        assertThat(lines("alters")).as("nothing is left to do").hasSize(4);
        assertThat(run("us-east-1=2,eu-west-1=1").exitCode()).isZero();
        assertThat(lines("alters")).last().isEqualTo(alter("'us-east-1': 2, 'eu-west-1': 1"));
    }

    @Test
    void aKeyspaceThatNeverComesIsToldOf() throws Exception {
        program("cqlsh", "exit 1");
        CommandResult result = run("us-east-1=3");
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.errors()).contains("jupiter", "20 attempts");
        assertThat(lines("slept")).hasSize(19);
    }

    @Test
    void parametersCannotLeaveTheirQuotes() throws Exception {
        JsonNode parameters = JSON.readTree(FixDocument.content()).path("parameters");
        assertThat(parameters.properties()).hasSize(5).allSatisfy(parameter -> {
            String pattern = parameter.getValue().path("allowedPattern").asText();
            for (String nasty : List.of("", "'", "a'b", "a b", "$(id)", "`id`", "a\nb", "a;b", "a\\", "{{ secret }}")) {
                assertThat(nasty.matches(pattern))
                        .as(parameter.getKey() + " " + nasty)
                        .isFalse();
            }
        });
        assertThat(FixDocument.content()).hasSizeLessThan(64 << 10);
    }

    private CommandResult run(String factors) throws Exception {
        Map<String, String> values = Map.of(
                "region", "us-east-1",
                "secret", "ddc/0123/studio/main/scylla",
                "address", "10.0.0.7",
                "keyspace", "jupiter",
                "factors", factors);
        List<String> lines = new ArrayList<>();
        JSON.readTree(FixDocument.content())
                .path("mainSteps")
                .path(0)
                .path("inputs")
                .path("runCommand")
                .forEach(line -> lines.add(line.asText()));
        String script = String.join("\n", lines);
        for (Map.Entry<String, String> value : values.entrySet()) {
            script = script.replace("{{ " + value.getKey() + " }}", value.getValue());
        }
        return guest.run(script, Duration.ofMinutes(2));
    }

    private static String alter(String factors) {
        return "ALTER KEYSPACE \"jupiter\" WITH replication = {'class': 'NetworkTopologyStrategy', " + factors + "}";
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(guest.varLib().resolve(file));
    }

    private void program(String name, String script) throws IOException {
        Path file = guest.programs().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
