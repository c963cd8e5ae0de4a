package io.unrealcloud.ddc.gateway;

import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFICATION;
import static io.unrealcloud.ddc.sandbox.ddc.DdcFixture.VERIFIER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.unrealcloud.ddc.sandbox.ddc.CuttableLine;
import io.unrealcloud.ddc.sandbox.ddc.DdcStandIn;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.verification.DdcHttp;
import io.unrealcloud.ddc.verification.IoHash;
import io.unrealcloud.ddc.verification.JdkDdcHttp;
import io.unrealcloud.ddc.verification.Reply;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What DDC's clients notice while parts of the way to the database are lost under load. */
class DdcFaultsTest {
    private static final int CLIENTS = 4;

    @TempDir
    static Path directory;

    private static DdcOnKeyspaces fixture;

    @BeforeAll
    static void start() {
        fixture = new DdcOnKeyspaces(directory);
    }

    @AfterAll
    static void end() {
        fixture.close();
    }

    @Test
    void oneOfThreeLoopbackNodesLostFailsNoRef() {
        List<InetSocketAddress> nodes = fixture.gateway.addresses();
        int port = GatewayFixture.freePort();
        List<CuttableLine> lines = nodes.stream()
                .map(node -> new CuttableLine(new InetSocketAddress(node.getAddress(), port), node))
                .toList();
        Map<String, Object> settings = fixture.settings(
                "one-lost", lines.stream().map(CuttableLine::address).toList());
        try (DdcStandIn ddc = fixture.start(settings, Release.V5_8);
                Clients clients = new Clients(ddc)) {
            clients.succeed(20);
            for (CuttableLine line : lines) {
                line.cut();
                clients.succeed(40);
                line.mend();
                await().atMost(Duration.ofSeconds(60)).until(line::used);
            }
            assertThat(clients.failures()).isEmpty();
        } finally {
            lines.forEach(CuttableLine::close);
        }
    }

    @Test
    void aDatabaseThatIsAwayFailsRefsButAnswersNoneWronglyAndPodsStayInTheirService() {
        Map<String, Object> settings = fixture.settings("away", fixture.gateway.addresses());
        try (DdcStandIn ddc = fixture.start(settings, Release.V5_8);
                DdcStandIn other = fixture.start(settings, Release.V5_8);
                Clients clients = new Clients(ddc)) {
            clients.succeed(20);
            fixture.keyspaces.front.faults().refuseLogins(true);
            fixture.keyspaces.front.dropConnections();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> clients.failures().size() > CLIENTS);
            assertThat(fixture.gateway.health().ready())
                    .as("within the grace period")
                    .isTrue();
            fixture.keyspaces.front.faults().clear();
            clients.succeedAgain(40);
            assertThat(clients.failures()).as("never another answer").allMatch(failure -> failure.equals("503"));
            assertThat(clients.lost(other)).as("what was acknowledged is there").isEmpty();
        }
    }

    /** Put a ref, get it back, again and again. */
    private static final class Clients implements AutoCloseable {
        private final JdkDdcHttp http = new JdkDdcHttp();
        private final URI server;
        private final AtomicInteger done = new AtomicInteger();
        private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
        private final Map<String, byte[]> acknowledged = new ConcurrentHashMap<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean ending;

        Clients(DdcStandIn ddc) {
            server = ddc.internalUri();
            for (int i = 0; i < CLIENTS; i++) {
                threads.add(Thread.ofVirtual().start(this::work));
            }
        }

        List<String> failures() {
            return List.copyOf(failures);
        }

        /** Waits until so many more have gone well. */
        void succeed(int more) {
            int before = done.get();
            await().atMost(Duration.ofSeconds(60)).until(() -> done.get() >= before + more || !failures.isEmpty());
        }

        /** The same, past failures. */
        void succeedAgain(int more) {
            int before = done.get();
            await().atMost(Duration.ofSeconds(120)).until(() -> done.get() >= before + more);
        }

        /** What another server does not know of what this one acknowledged. */
        List<String> lost(DdcStandIn other) {
            return acknowledged.entrySet().stream()
                    .filter(ref -> !"".equals(get(other.internalUri(), ref.getKey(), ref.getValue())))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void work() {
            while (!ending) {
                byte[] content = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
                String key = IoHash.of(content).toString();
                String wrong = put(key, content);
                if (wrong.isEmpty()) {
                    acknowledged.put(key, content);
                    wrong = get(server, key, content);
                }
                if (wrong.isEmpty()) {
                    done.incrementAndGet();
                } else if (!ending) {
                    failures.add(wrong);
                }
            }
        }

        private String put(String key, byte[] content) {
            return told(http.send(new DdcHttp.Request(
                    "PUT",
                    ref(server, key),
                    Map.of(
                            "Authorization",
                            "ServiceAccount " + VERIFIER,
                            "Content-Type",
                            "application/octet-stream",
                            "X-Jupiter-IoHash",
                            key),
                    Optional.of(content))));
        }

        private String get(URI from, String key, byte[] content) {
            Reply reply = http.send(new DdcHttp.Request(
                    "GET",
                    ref(from, key + ".raw"),
                    Map.of("Authorization", "ServiceAccount " + VERIFIER),
                    Optional.empty()));
            return reply instanceof Reply.Answered answer
                            && answer.status() == 200
                            && !Arrays.equals(answer.body(), content)
                    ? "other bytes"
                    : told(reply);
        }

        private static URI ref(URI server, String name) {
            return server.resolve("/api/v1/refs/" + VERIFICATION + "/faults/" + name);
        }

        private static String told(Reply reply) {
            return switch (reply) {
                case Reply.Answered answer -> answer.status() == 200 ? "" : Integer.toString(answer.status());
                case Reply.Silence silence -> silence.what();
            };
        }

        @Override
        public void close() {
            ending = true;
            threads.forEach(thread -> {
                try {
                    thread.join(Duration.ofSeconds(30));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            http.close();
        }
    }
}
