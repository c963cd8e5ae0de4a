package io.unrealcloud.ddc.bench;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs.Quotas;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import io.unrealcloud.ddc.testing.ApiServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start-up time and memory of the packaged operator, against a real API server: run {@code make build} first. */
@Tag("bench")
class OperatorBench {

    private static final Path RUNNER = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final AccessKey KEY = new AccessKey(
            "AKIABENCH00000000000", "secret", null, "arn:aws:iam::123456789012:user/bench", "123456789012", null);
    private static final int STARTS = 3;
    private static final int RESOURCES = 200;

    @TempDir
    Path directory;

    @Test
    void startAndMemory() throws Exception {
        BenchReport report = new BenchReport("operator");
        KubernetesClient client = ApiServer.get().client();
        String namespace = ApiServer.get().newNamespace();
        try (KeyspacesEmulator emulator = KeyspacesEmulator.start(EmulatorConfig.local(KEY));
                MotoServer moto = MotoServer.start()) {
            emulator.knobs().quotas(new Quotas(2 * RESOURCES, 20 * RESOURCES, 1000, 4, 1000));
            List<Double> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                try (Running operator = start(emulator.uri(), moto.uri(), namespace)) {
                    starts.add(operator.readySeconds());
                    if (i == STARTS - 1) {
                        report.row("process start to ready, median of " + STARTS, median(starts), "s", "<= 4");
                        report.row("RSS, idle", operator.megabytes(), "MB", "<= 200");
                        fill(client, namespace, RESOURCES);
                        report.row(
                                "RSS, %d resources of full status".formatted(RESOURCES),
                                operator.megabytes(),
                                "MB",
                                "<= 250");
                    }
                }
            }
        } finally {
            client.resources(UnrealCloudDdc.class)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(resource -> {
                        resource.getMetadata().setFinalizers(List.of());
                        client.resource(resource).update();
                    });
            client.resources(UnrealCloudDdc.class).inNamespace(namespace).delete();
        }
        report.publish();
    }

    private static void fill(KubernetesClient client, String namespace, int count) {
        IntStream.range(0, count)
                .forEach(number -> client.resource(resource(namespace, number)).serverSideApply());
        await().atMost(Duration.ofMinutes(8))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> client.resources(UnrealCloudDdc.class).inNamespace(namespace).list().getItems().stream()
                        .allMatch(resource -> resource.getStatus() != null
                                && resource.getStatus().database() != null
                                && resource.getStatus().conditions().stream()
                                        .anyMatch(condition -> condition.type().equals("DatabaseReady")
                                                && condition.reason().equals("Available"))));
    }

    private static String resource(String namespace, int number) {
        return """
            apiVersion: ddc.unrealcloud.io/v1alpha1
            kind: UnrealCloudDdc
            metadata:
              name: games-%2$d
              namespace: %1$s
            spec:
              region: us-east-1
              cluster: {name: games}
              database:
                keyspace: {name: bench%2$d}
                amazonKeyspaces: {}
            """.formatted(namespace, number);
    }

    private Running start(URI keyspaces, URI sts, String namespace) throws Exception {
        Path kubeconfig = Files.writeString(
                directory.resolve("kubeconfig"), ApiServer.get().kubeconfig());
        Path config = Files.writeString(directory.resolve("config.yaml"), """
            tenancy:
              namespaces:
                - {namespace: %s, regions: [us-east-1], keyspaces: ["bench*"]}
            cql:
              endpoints:
                us-east-1: {host: 127.0.0.1, port: 1}
            """.formatted(namespace));
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-jar",
                RUNNER.toAbsolutePath().toString());
        builder.environment()
                .putAll(Map.of(
                        "KUBECONFIG", kubeconfig.toString(),
                        "DDC_OPERATOR_CONFIG", config.toString(),
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "AWS_REGION", "us-east-1",
                        "AWS_ACCESS_KEY_ID", KEY.accessKeyId(),
                        "AWS_SECRET_ACCESS_KEY", KEY.secretAccessKey(),
                        "AWS_ENDPOINT_URL", sts.toString(),
                        "AWS_ENDPOINT_URL_KEYSPACES", keyspaces.toString()));
        Path log = directory.resolve("operator.log");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        URI ready = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        HttpClient http = HttpClient.newHttpClient();
        await("the operator, see " + log)
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> answers(http, ready, process));
        return new Running(process, (System.nanoTime() - begin) / 1e9);
    }

    private static boolean answers(HttpClient http, URI ready, Process process) throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The operator ended with " + process.exitValue());
        }
        try {
            return http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private record Running(Process process, double readySeconds) implements AutoCloseable {

        double megabytes() throws IOException {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
