package io.unrealcloud.ddc.sandbox.ddc;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.NAMESPACE;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.service.KubernetesLeadership;
import io.unrealcloud.ddc.testing.ApiServer;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Garbage collection by the leader, and who that is. */
class BackgroundWorkTest {
    private static DdcFixture fixture;

    @BeforeAll
    static void start() {
        fixture = DdcFixture.prepared();
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    @Test
    void theLeaderRemovesOldRefsAndTheirBlobs() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-20));
        String old = key();
        String young = key();
        try (DdcStandIn past =
                fixture.start(fixture.settings(), Release.V5_8, fixture.environment(), longAgo, wait -> {})) {
            put(past, old);
        }
        try (DdcStandIn idle = fixture.start();
                DdcStandIn leader = fixture.start(leading())) {
            put(idle, young);
            assertThat(idle.isLeader()).isFalse();
            idle.collector().cleanRefs();
            assertThat(get(idle, old)).as("not the leader").isEqualTo(200);

            leader.collector().cleanRefs();
            leader.collector().cleanBlobs();
            assertThat(leader.collector().refsRemoved()).isEqualTo(1);
            assertThat(leader.collector().blobsRemoved()).isEqualTo(1);
            assertThat(get(leader, old)).isEqualTo(404);
            assertThat(get(leader, young)).isEqualTo(200);
        }
    }

    @Test
    void aReadPutsOffTheEnd() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-20));
        String key = key();
        try (DdcStandIn past =
                fixture.start(fixture.settings(), Release.V5_8, fixture.environment(), longAgo, wait -> {})) {
            put(past, key);
        }
        try (DdcStandIn leader = fixture.start(leading())) {
            assertThat(get(leader, key)).isEqualTo(200);
            leader.rollUpReads();
            leader.collector().cleanRefs();
        }
        try (DdcStandIn other = fixture.start()) {
            assertThat(get(other, key)).isEqualTo(200);
        }
    }

    @Test
    void gcOfRefsIsOffUnlessAskedFor() {
        Map<String, Object> settings = leading();
        settings.remove("GC:CleanOldRefRecords");
        String key = key();
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-20));
        try (DdcStandIn leader = fixture.start(settings);
                DdcStandIn past =
                        fixture.start(fixture.settings(), Release.V5_8, fixture.environment(), longAgo, wait -> {})) {
            put(past, key);
            leader.collector().cleanRefs();
            assertThat(leader.collector().refsRemoved()).isZero();
        }
    }

    @Test
    void oneOfTwoPodsLeadsByAConfigMapAndHandsOver() {
        ApiServer server = ApiServer.get();
        String namespace = server.newNamespace();
        try (KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(server.client().getConfiguration())
                .build()) {
            KubernetesLeadership first = new KubernetesLeadership(lease(namespace, "pod-1"), client);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(first::isLeader);
            try (KubernetesLeadership second = new KubernetesLeadership(lease(namespace, "pod-2"), client)) {
                ConfigMap lease = client.configMaps()
                        .inNamespace(namespace)
                        .withName("ddc-leader")
                        .get();
                assertThat(lease.getMetadata().getAnnotations().toString()).contains("pod-1");
                assertThat(second.isLeader()).isFalse();
                first.close();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(second::isLeader);
                assertThat(first.isLeader()).isFalse();
            }
        }
    }

    private static DdcSettings.Kubernetes lease(String namespace, String pod) {
        return new DdcSettings.Kubernetes(
                namespace, pod, "ddc-leader", Duration.ofSeconds(6), Duration.ofSeconds(4), Duration.ofSeconds(1));
    }

    private static Map<String, Object> leading() {
        Map<String, Object> settings = fixture.settings();
        settings.remove("UnrealCloudDDC:LeaderElectionImplementation");
        settings.put("GC:CleanOldRefRecords", true);
        return settings;
    }

    private static String key() {
        return IoHash.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private static void put(DdcStandIn ddc, String key) {
        byte[] body = key.getBytes(StandardCharsets.UTF_8);
        assertThat(DdcCall.to(ddc.publicUri(), path(key))
                        .as(TOKEN)
                        .header("X-Jupiter-IoHash", IoHash.of(body).toString())
                        .put("application/octet-stream", body)
                        .status())
                .isEqualTo(200);
    }

    private static int get(DdcStandIn ddc, String key) {
        return DdcCall.to(ddc.publicUri(), path(key) + ".raw").as(TOKEN).get().status();
    }

    private static String path(String key) {
        return "/api/v1/refs/" + NAMESPACE + "/b/" + key;
    }
}
