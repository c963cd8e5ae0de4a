package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unrealcloud.ddc.sandbox.sts.StsRefusal;
import io.unrealcloud.ddc.sandbox.sts.StsServer;
import io.unrealcloud.ddc.sandbox.sts.TrustCheck;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as the sidecar runs it. */
class GatewayMainTest {
    @TempDir
    Path directory;

    private GatewayProcess run(Map<String, String> environment, String... arguments) {
        return new GatewayProcess(directory, GatewayProcess.JVM, environment, List.of(arguments));
    }

    @Test
    void helpNamesEverySetting() throws Exception {
        try (GatewayProcess help = run(Map.of(), "--help")) {
            assertThat(help.awaitExit()).isZero();
            for (Settings.Setting setting : Settings.Setting.values()) {
                assertThat(help.log()).contains(setting.flag());
            }
        }
    }

    @Test
    void wrongConfigurationIsOneClearLine() throws Exception {
        try (GatewayProcess wrong = run(Map.of("DDC_GATEWAY_REGION", "mars"))) {
            assertThat(wrong.awaitExit()).isEqualTo(2);
            assertThat(wrong.log().strip())
                    .isEqualTo("ddc-cql-gateway: DDC_GATEWAY_REGION is \"mars\"; expected a Region such as us-east-1");
        }
    }

    @Test
    void logsInWithThePodsRoleAndEndsOnSigterm() throws Exception {
        Path token = PodIdentity.token(directory);
        try (GatewayFixture fixture = new GatewayFixture(directory);
                StsServer sts = StsServer.start(fixture.principals, TrustCheck.ANY, Clock.systemUTC())) {
            int http = GatewayFixture.freePort();
            try (GatewayProcess gateway = run(PodIdentity.environment(sts, token), arguments(fixture.config(), http))) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(GatewayProcess.good(http, "/startup"))
                                .as(gateway.log())
                                .isTrue());
                assertThat(GatewayProcess.good(http, "/ready")).isTrue();
                assertThat(GatewayProcess.good(http, "/metrics")).isTrue();
                assertThat(GatewayProcess.good(http, "/nothing")).isFalse();
                assertThat(fixture.principals.accessKeys()).anyMatch(key -> key.principalArn()
                        .equals("arn:aws:sts::" + GatewayFixture.ACCOUNT + ":assumed-role/games/ddc-cql-gateway"));
                gateway.process().destroy();
                assertThat(gateway.awaitExit()).isEqualTo(143);
            }
        }
    }

    @Test
    void theWrongRoleIsNamedAndDdcWaits() throws Exception {
        Path token = PodIdentity.token(directory);
        TrustCheck nobody = (role, text, identity) -> {
            throw new StsRefusal("AccessDenied", 403, "Not authorized to perform sts:AssumeRoleWithWebIdentity");
        };
        try (GatewayFixture fixture = new GatewayFixture(directory);
                StsServer sts = StsServer.start(fixture.principals, nobody, Clock.systemUTC())) {
            int http = GatewayFixture.freePort();
            try (GatewayProcess gateway = run(PodIdentity.environment(sts, token), arguments(fixture.config(), http))) {
                await().atMost(Duration.ofSeconds(30)).until(() -> gateway.log().contains("Not authorized to perform"));
                assertThat(GatewayProcess.good(http, "/startup")).isFalse();
                assertThat(GatewayProcess.good(http, "/live")).isTrue();
            }
        }
    }

    private static String[] arguments(GatewayConfig config, int http) {
        return new String[] {
            "--region=" + config.region(),
            "--port=" + config.port(),
            "--http=127.0.0.1:" + http,
            "--upstream-host=" + config.upstreamHost(),
            "--upstream-port=" + config.upstreamPort(),
            "--upstream-trust=" + config.upstreamTrust().orElseThrow()
        };
    }
}
