package io.unrealcloud.ddc.verification;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFIER;
import static io.unrealcloud.ddc.verification.Targets.pods;
import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.sandbox.ddc.DdcFixture;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two sites on one replicated keyspace, each with a bucket of its own, that fetch blobs from each other. */
class CrossRegionTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final JdkDdcHttp HTTP = new JdkDdcHttp();

    private static DdcFixture fixture;
    private static DdcStandIn east;
    private static DdcStandIn west;
    private static String westBucket;

    private Instant now = Instant.parse("2026-11-23T10:05:00Z");

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
        westBucket = fixture.bucket + "-west";
        fixture.s3.createBucket(request -> request.bucket(westBucket));
        east = fixture.start();
        west = fixture.start(western(east.internalUri(), VERIFIER));
    }

    @AfterAll
    static void end() {
        HTTP.close();
        east.close();
        west.close();
        fixture.close();
    }

    private static Map<String, Object> western(URI eastern, String token) {
        Map<String, Object> settings = fixture.settings();
        settings.put("Jupiter:CurrentSite", WEST);
        settings.put("S3:BucketName", westBucket);
        settings.put("Namespaces:Policies:" + VERIFICATION + ":OnDemandReplication", true);
        settings.put("Cluster:Peers:0:Name", EAST);
        settings.put("Cluster:Peers:0:Endpoints:0:Url", eastern.toString());
        settings.put("Cluster:Peers:0:Endpoints:0:IsInternal", true);
        settings.put("ServiceCredentials:SchemeName", "ServiceAccount");
        settings.put("ServiceCredentials:AccessToken", token);
        return settings;
    }

    @Test
    void whatOneSiteWroteTheOtherReads() {
        assertThat(verify(target(EAST, east, Set.of()), true).outcome().isVerified())
                .isTrue();
        later(Duration.ofMinutes(30));
        Verdict read =
                verify(target(WEST, west, Set.of(EAST)), true).crossRegion().orElseThrow();
        assertThat(read.isYes()).isTrue();
        assertThat(read.message()).contains(EAST);

        later(Duration.ofMinutes(30));
        assertThat(crossRegion(west, EAST).isYes()).as("one check missed").isTrue();
        later(Duration.ofMinutes(120));
        Verdict old = crossRegion(west, EAST);
        assertThat(old.reason()).as("nothing new for two hours").isEqualTo(Reason.PeerNotReadable);
        assertThat(old.message()).contains(EAST).contains("Verified");
    }

    @Test
    void aRowWithoutItsBlobIsNotReadable() {
        now = now.plus(Duration.ofDays(3));
        Map<String, Object> cutOff = western(east.internalUri(), "wrong");
        verify(target(EAST, east, Set.of()), true);
        later(Duration.ofMinutes(30));
        try (DdcStandIn alone = fixture.start(cutOff)) {
            assertThat(crossRegion(alone, EAST).reason()).isEqualTo(Reason.PeerNotReadable);
        }
        assertThat(crossRegion(west, EAST).isYes()).isTrue();
    }

    @Test
    void aSiteThatNeverWroteIsNotReadableAndAloneThereIsNoCondition() {
        now = now.plus(Duration.ofDays(6));
        assertThat(crossRegion(east, "eu-west-1").reason()).isEqualTo(Reason.PeerNotReadable);
        assertThat(verify(target(EAST, east, Set.of()), false).crossRegion()).isEmpty();
    }

    @Test
    void ourOwnPodsOutOfReachSayNothing() {
        Target dead = new Target(
                WEST,
                VERIFICATION,
                VERIFIER,
                List.of(new Pod("dead", URI.create("http://127.0.0.1:1"))),
                4096,
                Optional.empty(),
                Set.of(EAST));
        assertThat(verify(dead, false).crossRegion().orElseThrow().answer()).isEqualTo(Verdict.Answer.UNKNOWN);
    }

    private Verdict crossRegion(DdcStandIn here, String peer) {
        return verify(target(WEST, here, Set.of(peer)), false).crossRegion().orElseThrow();
    }

    private Verifier.Result verify(Target target, boolean announce) {
        return new Verifier(HTTP, () -> now, pause -> {}).verify(target, Depth.ROUTINE, announce);
    }

    private void later(Duration duration) {
        now = now.plus(duration);
    }

    private static Target target(String site, DdcStandIn pod, Set<String> peers) {
        return new Target(site, VERIFICATION, VERIFIER, pods(pod), 4096, Targets.rows(fixture), peers);
    }
}
