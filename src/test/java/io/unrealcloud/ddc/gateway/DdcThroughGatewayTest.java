package io.unrealcloud.ddc.gateway;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import io.unrealcloud.ddc.verification.CqlRows;
import io.unrealcloud.ddc.verification.Depth;
import io.unrealcloud.ddc.verification.JdkDdcHttp;
import io.unrealcloud.ddc.verification.Pod;
import io.unrealcloud.ddc.verification.Target;
import io.unrealcloud.ddc.verification.Verifier;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** DDC of each release, set up as for Keyspaces, starts and proves itself through the gateway and the CQL front. */
class DdcThroughGatewayTest {
    @TempDir
    static Path directory;

    private static DdcOnKeyspaces fixture;
    private static int sites;

    @BeforeAll
    static void start() {
        fixture = new DdcOnKeyspaces(directory);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyReleaseProvesItself(Release release) {
        String site = "site-" + sites++;
        Map<String, Object> settings = settings(site);
        try (DdcStandIn first = fixture.start(settings, release);
                DdcStandIn second = fixture.start(settings, release);
                JdkDdcHttp http = new JdkDdcHttp()) {
            Verifier.Result result =
                    new Verifier(http, InstantSource.system()).verify(target(site, first, second), Depth.ROLLOUT, true);
            assertThat(result.outcome().verdict().reason())
                    .as("%s", result.outcome())
                    .isEqualTo(Reason.Verified);
        }
    }

    @Test
    void theBuildStoreDoesNotStart() {
        Map<String, Object> settings = settings("builds");
        settings.put("UnrealCloudDDC:BuildStoreImplementation", "Scylla");
        assertThatThrownBy(() -> fixture.start(settings, Release.V5_8))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("block_context_by_time_index");
    }

    private static Map<String, Object> settings(String site) {
        return fixture.settings(site, fixture.gateway.addresses());
    }

    private static Target target(String site, DdcStandIn first, DdcStandIn second) {
        Supplier<CqlSession> sessions = () -> CqlSessions.open(
                new CqlEndpoint(
                        "localhost",
                        fixture.keyspaces.front.address().getPort(),
                        true,
                        Optional.of(fixture.keyspaces.authority.certificateFile()),
                        GatewayFixture.REGION),
                new CqlLogin.Iam(() -> GatewayFixture.POD),
                Clock.systemUTC());
        return new Target(
                site,
                VERIFICATION,
                VERIFIER,
                List.of(new Pod("first", first.internalUri()), new Pod("second", second.internalUri())),
                4096,
                Optional.of(() -> CqlRows.open(sessions, fixture.ddc.keyspaces, InstantSource.system())),
                Set.of());
    }
}
