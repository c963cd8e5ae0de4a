package io.unrealcloud.ddc.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.testing.ApiServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each thing that can be missing at the start ends in one line that says what and what to do. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PreflightTest {

    private static final Watched EVERYWHERE = new Watched(List.of());

    @TempDir
    private Path folder;

    private final Map<String, String> before = new HashMap<>();

    @AfterEach
    void restore() {
        before.forEach((key, value) -> {
            if (value == null) {
                System.clearProperty(key);
            } else {
                System.setProperty(key, value);
            }
        });
    }

    @Test
    void aClusterThatKnowsTheResourceIsFine() throws IOException {
        kubeconfig(ApiServer.get().kubeconfig());
        assertThatCode(() -> Preflight.cluster(EVERYWHERE)).doesNotThrowAnyException();
    }

    @Test
    void aKubeconfigThatIsNoYamlIsNamed() throws IOException {
        Path file = kubeconfig("clusters: [");
        assertThat(refusal(() -> Preflight.cluster(EVERYWHERE)))
                .contains("kubeconfig")
                .contains(file.toString());
    }

    @Test
    void aKubeconfigThatIsNotThereIsNamed() {
        Path file = folder.resolve("nowhere");
        set("kubeconfig", file.toString());
        assertThat(refusal(() -> Preflight.cluster(EVERYWHERE)))
                .contains("kubeconfig")
                .contains(file.toString());
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNamed() throws IOException {
        int port = unusedPort();
        kubeconfig(ApiServer.get().kubeconfig().replaceAll("https://[^\\s]+", "https://127.0.0.1:" + port));
        assertThat(refusal(() -> Preflight.cluster(EVERYWHERE)))
                .contains("https://127.0.0.1:" + port)
                .contains("does not answer");
    }

    @ParameterizedTest
    @CsvSource({
        "401, does not accept the operator's credentials",
        "403, Apply the operator's RBAC manifests",
        "404, kubectl apply --server-side -f crds/",
        "503, does not answer"
    })
    void anApiServerThatRefusesIsExplained(int code, String words) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(code, -1);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            kubeconfig("""
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "%s"}}]
                users: [{name: u, user: {token: nobody}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                """.formatted(url));
            assertThat(refusal(() -> Preflight.cluster(EVERYWHERE)))
                    .contains(words)
                    .contains(url);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void noRegionSaysWhichVariableToSet() throws IOException, InterruptedException {
        Process child = child(Map.of("AWS_EC2_METADATA_DISABLED", "true"), RegionMain.class);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(new String(child.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("No AWS Region is set. Set AWS_REGION");
        assertThat(child.exitValue()).isEqualTo(1);
    }

    /** A process whose environment says nothing of AWS, which this one's may. */
    private Process child(Map<String, String> environment, Class<?> main) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Asks for the Region as the operator does when it starts. */
    static final class RegionMain {

        private RegionMain() {}

        public static void main(String... arguments) {
            try {
                System.out.println(Preflight.region());
            } catch (StartupException refused) {
                System.err.println(refused.getMessage());
                System.exit(1);
            }
        }
    }

    @Test
    void noAnswerFromAwsIsSaid() throws IOException {
        try (AwsPorts aws = new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("sts", URI.create("http://127.0.0.1:" + unusedPort())))
                        .withCredentials(new StaticCredentials("AKID", "secret", Optional.empty()))
                        .withAttempts(1)
                        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5)),
                CallListener.NONE)) {
            assertThat(refusal(() -> Preflight.account(aws, "us-east-1")))
                    .contains("AWS does not know the operator")
                    .contains("GetCallerIdentity");
        }
    }

    private static String refusal(ThrowingCallable check) {
        StartupException refused = catchThrowableOfType(StartupException.class, check);
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage().lines()).as(refused.getMessage()).hasSize(1);
        return refused.getMessage();
    }

    private Path kubeconfig(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("kubeconfig"), text);
        set("kubeconfig", file.toString());
        return file;
    }

    private void set(String key, String value) {
        before.putIfAbsent(key, System.getProperty(key));
        if (value == null) {
            System.clearProperty(key);
        } else {
            System.setProperty(key, value);
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
