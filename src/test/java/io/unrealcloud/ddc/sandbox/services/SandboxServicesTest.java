package io.unrealcloud.ddc.sandbox.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.unrealcloud.ddc.sandbox.SandboxServices;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ColumnDefinition;
import software.amazon.awssdk.services.keyspaces.model.KeyspacesException;
import software.amazon.awssdk.services.keyspaces.model.PartitionKey;
import software.amazon.awssdk.services.keyspaces.model.SchemaDefinition;

/** The program as the sandbox runs it: in a process of its own, used by the AWS SDK and by cqlsh, ended by SIGTERM. */
class SandboxServicesTest {
    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                SandboxServices.class.getName()));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("errors").toFile())
                .start();
        started.add(process);
        return process;
    }

    @AfterEach
    void endAll() {
        for (Process process : started) {
            process.destroy();
            if (!ended(process)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void servesBothPlanesUntilItIsTold() throws Exception {
        Process process = start(
                "--directory",
                directory.resolve("state").toString(),
                "--cql",
                "us-east-1",
                "--cql",
                "us-west-2=0",
                "--delay",
                "create-keyspace=0.1s");
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        assertThat(line).as(errors()).startsWith("{");
        JsonNode said = new JsonMapper().readTree(line);
        assertThat(said.get("ready").asBoolean()).isTrue();
        createTable(said);
        usedByCqlsh(said);
        usedByPython(said);
        admin(said);
        Path pidFile = directory.resolve("state/cassandra/cassandra.pid");
        assertThat(pidFile).exists();
        long cassandra = Long.parseLong(
                Files.readString(pidFile).lines().findFirst().orElseThrow().replace("pid=", ""));
        process.destroy();
        assertThat(ended(process)).isTrue();
        assertThat(pidFile).doesNotExist();
        assertThat(ProcessHandle.of(cassandra).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private void usedByCqlsh(JsonNode said) throws Exception {
        assertThat(cqlsh(
                        said,
                        "us-east-1",
                        "SELECT table_name, status FROM system_schema_mcs.tables WHERE keyspace_name = 'jupiter';"
                                + " CONSISTENCY LOCAL_QUORUM;"
                                + " INSERT INTO jupiter.objects (k, v) VALUES ('a', 0xCAFE);"
                                + " COPY jupiter.objects TO STDOUT;",
                        0))
                .contains("objects")
                .contains("ACTIVE")
                .contains("a,0xcafe");
        assertThat(cqlsh(said, "us-east-1", "INSERT INTO jupiter.objects (k) VALUES ('b');", 2))
                .contains("Consistency level ONE is not supported for this operation. Supported consistency levels"
                        + " are: LOCAL_QUORUM");
        assertThat(cqlsh(said, "us-west-2", "SELECT keyspace_name FROM system_schema_mcs.keyspaces;", 0))
                .contains("system_schema_mcs")
                .doesNotContain("jupiter");
    }

    private void usedByPython(JsonNode said) throws Exception {
        String[] address = address(said, "us-east-1");
        String output = run(
                0,
                tool("venv/cql/bin/python"),
                "-c",
                """
                import ssl, sys
                from cassandra import ConsistencyLevel, InvalidRequest, AuthenticationFailed
                from cassandra.auth import PlainTextAuthProvider
                from cassandra.cluster import Cluster, ExecutionProfile, EXEC_PROFILE_DEFAULT, NoHostAvailable
                from cassandra.policies import DCAwareRoundRobinPolicy
                host, port, ca, user, password = sys.argv[1:]
                def cluster(password):
                    profile = ExecutionProfile(DCAwareRoundRobinPolicy("us-east-1"),
                                               consistency_level=ConsistencyLevel.LOCAL_QUORUM)
                    return Cluster([host], port=int(port), auth_provider=PlainTextAuthProvider(user, password),
                                   ssl_context=ssl.create_default_context(cafile=ca),
                                   execution_profiles={EXEC_PROFILE_DEFAULT: profile})
                good = cluster(password)
                session = good.connect()
                print("protocol", good.protocol_version)
                print(good.metadata.keyspaces["jupiter"].tables["objects"].as_cql_query().split("(")[0])
                insert = session.prepare("INSERT INTO jupiter.objects (k, v) VALUES (?, ?)")
                for i in range(20):
                    session.execute(insert, (f"python{i}", bytes([i])))
                session.default_fetch_size = 3
                print("rows", len(list(session.execute("SELECT k FROM jupiter.objects"))))
                try:
                    session.execute("SELECT DISTINCT k FROM jupiter.objects")
                except InvalidRequest as refused:
                    print("refused", refused)
                good.shutdown()
                bad = cluster("wrong")
                try:
                    bad.connect()
                except NoHostAvailable as failed:
                    print("failed", failed.errors)
                bad.shutdown()
                """,
                address[0],
                address[1],
                said.get("caCertificate").asText(),
                said.get("serviceUser").asText(),
                said.get("servicePassword").asText());
        assertThat(output)
                .contains("protocol 4")
                .contains("CREATE TABLE jupiter.objects")
                .contains("rows 21")
                .contains("SELECT DISTINCT is not supported")
                .contains("password are incorrect");
    }

    private static void createTable(JsonNode said) {
        try (KeyspacesClient client = KeyspacesClient.builder()
                .endpointOverride(URI.create(said.get("controlPlane").asText()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        said.get("accessKeyId").asText(),
                        said.get("secretAccessKey").asText())))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            client.createKeyspace(request -> request.keyspaceName("jupiter"));
            SchemaDefinition schema = SchemaDefinition.builder()
                    .allColumns(column("k", "text"), column("v", "blob"))
                    .partitionKeys(PartitionKey.builder().name("k").build())
                    .build();
            // The keyspace is made later, so the first tries are refused.
            await().ignoreExceptionsInstanceOf(KeyspacesException.class)
                    .untilAsserted(() -> client.createTable(request ->
                            request.keyspaceName("jupiter").tableName("objects").schemaDefinition(schema)));
        }
    }

    private static ColumnDefinition column(String name, String type) {
        return ColumnDefinition.builder().name(name).type(type).build();
    }

    private String cqlsh(JsonNode said, String region, String statements, int exitCode) throws Exception {
        String[] address = address(said, region);
        Path rc = Files.writeString(directory.resolve("cqlshrc"), """
            [ssl]
            certfile = %s
            validate = true
            """.formatted(
                        said.get("caCertificate").asText()));
        return run(
                exitCode,
                tool("venv/cql/bin/cqlsh"),
                "--cqlshrc",
                rc.toString(),
                "--ssl",
                "-u",
                said.get("serviceUser").asText(),
                "-p",
                said.get("servicePassword").asText(),
                "-e",
                statements,
                address[0],
                address[1]);
    }

    private static String[] address(JsonNode said, String region) {
        return said.get("cql").get(region).asText().split(":");
    }

    private static String run(int exitCode, Path program, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
        return output;
    }

    private static Path tool(String name) {
        String own = System.getenv().getOrDefault("DDC_CACHE", "");
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        Path cache = own.isBlank() ? base.resolve("unreal-cloud-ddc-operator") : Path.of(own);
        Path tool = cache.resolve(name);
        assertThat(tool).as("installed by 'make tools'").exists();
        return tool;
    }

    private static void admin(JsonNode said) throws Exception {
        String base = said.get("cqlAdmin").asText() + "/_admin/";
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThat(call(client, "GET", base + "cql", "")).contains("us-west-2");
            assertThat(call(client, "PUT", base + "cql/us-east-1/faults", "{\"refuseLogins\": true, \"throttle\": 2}"))
                    .contains("connections");
            assertThat(call(client, "DELETE", base + "cql/us-east-1/faults", ""))
                    .contains("connections");
            assertThat(call(client, "DELETE", base + "cql/us-east-1/connections", ""))
                    .contains("connections");
            assertThat(call(client, "PUT", base + "cql/us-east-1/faults", "{\"explode\": 1}"))
                    .contains("No such fault");
            assertThat(call(client, "PUT", base + "cql/mars-east-1/faults", "{}"))
                    .contains("No CQL front");
            assertThat(call(
                            client,
                            "POST",
                            base + "expire/" + said.get("accessKeyId").asText(),
                            ""))
                    .contains("connections");
            assertThat(call(client, "POST", base + "expire/nobody", "")).contains("No such access key");
        }
    }

    private static String call(HttpClient client, String method, String uri, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void aTakenPortIsNamedInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start(
                    "--directory", directory.resolve("state").toString(), "--cql", "us-east-1=" + taken.getLocalPort());
            assertThat(ended(process)).isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(errors())
                    .contains("sandbox services: Port " + taken.getLocalPort()
                            + " on 127.0.0.1, wanted for the CQL endpoint of us-east-1, cannot be had");
        }
        assertThat(directory.resolve("state/cassandra")).doesNotExist();
    }

    @Test
    void helpIsPrinted() throws Exception {
        Process process = start("--help");
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--directory DIR");
        assertThat(process.waitFor()).isZero();
    }

    private String errors() throws IOException {
        return Files.readString(directory.resolve("errors"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cql us-east-1 | --directory is missing",
                "--directory d | --cql is missing",
                "--directory d --cql us-east-1 --port 1 | Unknown argument --port",
                "--directory d --cql us-east-1 --control-port | --control-port needs a value",
                "--directory d --cql us-east-1 --control-port 70000 | --control-port takes a port, not 70000",
                "--directory d --cql moon | --cql takes a Region such as us-east-1, not moon",
                "--directory d --cql us-east-1=x | --cql takes a port, not x",
                "--directory d --cql us-east-1 --cql us-east-1 | --cql names us-east-1 twice",
                "--directory d --directory e --cql us-east-1 | --directory is given twice",
                "--directory d --cql us-east-1 --address localhost | --address takes an IP address, not localhost",
                "--directory d --cql us-east-1 --delay create-moon=1s | --delay takes WHAT=DURATION",
                "--directory d --cql us-east-1 --delay create-table=soon | --delay takes WHAT=DURATION",
                "--directory d --cql us-east-1 --empty-pages 1 | --empty-pages takes a number from 0 to below 1",
                "--directory d --cql us-east-1 --account 12 | --account takes 12 digits, not 12",
            })
    void wrongArgumentsAreNamed(String words, String message) {
        assertThatThrownBy(() -> Arguments.parse(List.of(words.split(" "))))
                .isInstanceOf(Arguments.Wrong.class)
                .hasMessageContaining(message);
    }

    @Test
    void credentialsStayTheSameUnlessTheEnvironmentNamesOthers() throws IOException {
        Credentials first = Credentials.in(directory, "123456789012", Map.of());
        assertThat(Credentials.in(directory, "123456789012", Map.of())).isEqualTo(first);
        assertThat(first.toString()).doesNotContain(first.secretAccessKey()).doesNotContain(first.servicePassword());
        Credentials own = Credentials.in(directory, "123456789012", Map.of("SANDBOX_SECRET_ACCESS_KEY", "mine"));
        assertThat(own.secretAccessKey()).isEqualTo("mine");
        assertThat(own.accessKeyId()).isEqualTo(first.accessKeyId());
    }
}
