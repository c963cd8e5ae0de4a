package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.ProtocolConstants.Opcode;
import com.datastax.oss.protocol.internal.response.Error;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database away, slow, refusing, and the gateway restarted. */
class FaultsTest {
    @TempDir
    Path directory;

    private GatewayFixture fixture;

    @BeforeEach
    void start() {
        fixture = new GatewayFixture(directory);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void clientsOutliveTheLossOfAllDatabaseConnections() {
        Gateway gateway = fixture.gateway();
        CqlSession session = fixture.through(gateway);
        String keyspace = fixture.keyspace();
        fixture.create("TABLE", keyspace, "t", "(a int PRIMARY KEY, v text)");
        PreparedStatement insert = session.prepare("INSERT INTO " + keyspace + ".t (a, v) VALUES (?, ?)");
        session.execute(insert.bind(1, "x"));
        fixture.front.dropConnections();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> session.execute(insert.bind(2, "y")));
        assertThat(gateway.health().ready()).isTrue();
    }

    @Test
    void anAnswerCutInTheMiddleEndsOnlyItsConnection() {
        Gateway gateway = fixture.gateway();
        try (RawClient victim = RawClient.ready(gateway.addresses().get(0));
                RawClient other = RawClient.ready(gateway.addresses().get(1))) {
            fixture.front.faults().resetMidFrame(1);
            victim.send(
                    4,
                    1,
                    Opcode.QUERY,
                    victim.body()
                            .internalQuery("SELECT * FROM system_schema.tables")
                            .bytes());
            assertThatThrownBy(victim::receive).isInstanceOf(java.io.UncheckedIOException.class);
            assertThat(other.ask(4, 1, Opcode.OPTIONS, new byte[0]).opcode()).isEqualTo(Opcode.SUPPORTED);
        }
    }

    @Test
    void aRefusedLoginIsExplainedToTheClientAndToTheProbe() {
        fixture.front.faults().refuseLogins(true);
        Gateway gateway = fixture.start(fixture.config(), () -> new CqlLogin.Iam(() -> GatewayFixture.POD));
        await().until(() -> gateway.health().explain().contains("refuses the login"));
        assertThat(gateway.health().started()).isFalse();
        try (RawClient client = new RawClient(gateway.addresses().get(0))) {
            Error error = (Error)
                    client.ask(4, 0, Opcode.STARTUP, client.body().startup().bytes())
                            .message();
            assertThat(error.code).isEqualTo(ErrorCode.AUTH_ERROR);
            assertThat(error.message).startsWith("The CQL gateway cannot reach the database: it refuses the login");
        }
        fixture.front.faults().clear();
        await().atMost(Duration.ofSeconds(20)).until(gateway.health()::started);
    }

    @Test
    void expiredCredentialsAndASkewedClockAreRefusedByName() {
        fixture.principals.add(new AccessKey(
                "ASIAOLD",
                "s",
                "t",
                "arn:aws:iam::" + GatewayFixture.ACCOUNT + ":role/r",
                GatewayFixture.ACCOUNT,
                Instant.now()));
        Gateway expired = fixture.start(
                fixture.config(), () -> new CqlLogin.Iam(() -> new SigV4Credentials("ASIAOLD", "s", Optional.of("t"))));
        await().until(() -> expired.health().explain().contains("expired"));
        Clock wrong = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        try (Gateway skewed = Gateway.start(
                fixture.config(), () -> new CqlLogin.Iam(() -> GatewayFixture.POD), wrong, System::nanoTime)) {
            await().until(() -> skewed.health().explain().contains("refuses the login"));
        }
    }

    @Test
    void aSlowDatabaseIsGivenUpOnWithinTheClientsPatience() {
        Gateway gateway = fixture.gateway("--login-timeout=1s");
        fixture.front.faults().delayReplies(Duration.ofSeconds(5));
        try (RawClient client = new RawClient(gateway.addresses().get(0))) {
            Error error = (Error)
                    client.ask(4, 0, Opcode.STARTUP, client.body().startup().bytes())
                            .message();
            assertThat(error.message).contains("no login within 1000 ms");
        }
    }

    @Test
    void clientsOfARestartedGatewayPrepareAgain() {
        GatewayConfig config = fixture.config();
        Gateway first = fixture.start(config, () -> new CqlLogin.Iam(() -> GatewayFixture.POD));
        CqlSession session = fixture.through(first);
        String keyspace = fixture.keyspace();
        fixture.create("TABLE", keyspace, "t", "(a int, b int, PRIMARY KEY (a, b))");
        PreparedStatement insert = session.prepare("INSERT INTO " + keyspace + ".t (a, b) VALUES (?, ?)");
        PreparedStatement count = session.prepare("SELECT count(*) FROM " + keyspace + ".t WHERE a = ?");
        session.execute(insert.bind(1, 1));
        first.drain();
        fixture.start(config, () -> new CqlLogin.Iam(() -> GatewayFixture.POD));
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                        session.execute(count.bind(1)).one().getLong(0))
                .isEqualTo(1));
        session.execute(insert.bind(1, 2));
        assertThat(session.execute(count.bind(1)).one().getLong(0)).isEqualTo(2);
    }

    @Test
    void passwordsAreReadAnewForEveryConnection() throws Exception {
        Path user = Files.writeString(directory.resolve("user"), GatewayFixture.USER + "\n");
        Path password = Files.writeString(directory.resolve("password"), "old");
        GatewayConfig config =
                fixture.config("--login=password", "--username-file=" + user, "--password-file=" + password);
        Transport transport = Transport.best();
        Gateway gateway = fixture.start(
                config,
                Logins.of(
                        config.login(), transport, Tls.context(transport, config.upstreamTrust()), Clock.systemUTC()));
        await().until(() -> gateway.health().explain().contains("refuses the login"));
        Files.writeString(password, GatewayFixture.PASSWORD);
        await().atMost(Duration.ofSeconds(20)).until(gateway.health()::started);
    }

    @Test
    void requestsTheDatabaseNeverAnswersEndTheirConnectionAndNoOther() {
        Gateway gateway = fixture.gateway("--upstream-timeout=1s");
        try (RawClient stalled = RawClient.ready(gateway.addresses().get(0));
                RawClient quiet = RawClient.ready(gateway.addresses().get(1))) {
            fixture.front.faults().delayReplies(Duration.ofSeconds(30));
            stalled.send(4, 1, Opcode.OPTIONS, new byte[0]);
            assertThat(stalled.hungUp()).isTrue();
            fixture.front.faults().clear();
            assertThat(quiet.ask(4, 1, Opcode.OPTIONS, new byte[0]).opcode()).isEqualTo(Opcode.SUPPORTED);
        }
        assertThat(gateway.metrics().exposition())
                .contains("ddc_gateway_connections_ended_total{reason=\"stalled\"} 1\n");
    }

    @Test
    void anIdleClientIsLetGoAndOneWithHeartbeatsIsNot() {
        Gateway gateway = fixture.gateway("--idle-timeout=4s");
        try (RawClient idle = RawClient.ready(gateway.addresses().get(0));
                RawClient alive = RawClient.ready(gateway.addresses().get(0))) {
            AtomicInteger beats = new AtomicInteger();
            await().pollInterval(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        assertThat(alive.ask(4, 1, Opcode.OPTIONS, new byte[0]).opcode())
                                .isEqualTo(Opcode.SUPPORTED);
                        beats.incrementAndGet();
                        return gateway.metrics()
                                .exposition()
                                .contains("ddc_gateway_connections_ended_total{reason=\"idle\"} 1\n");
                    });
            assertThat(idle.hungUp()).isTrue();
            assertThat(beats.get()).isGreaterThan(3);
        }
    }

    @Test
    void aStormOfClientsIsServedAndHoldsNobodyUp() {
        Gateway gateway = fixture.gateway("--login-timeout=30s");
        try (RawClient witness = RawClient.ready(gateway.addresses().get(1))) {
            CompletableFuture<List<RawClient>> storm = CompletableFuture.supplyAsync(() -> {
                List<RawClient> clients = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    clients.add(new RawClient(gateway.addresses().get(i % 3)));
                }
                clients.forEach(client -> client.send(
                        4, 0, Opcode.STARTUP, client.body().startup().bytes()));
                assertThat(clients)
                        .allSatisfy(
                                client -> assertThat(client.receive().opcode()).isEqualTo(Opcode.READY));
                return clients;
            });
            int served = 0;
            do {
                assertThat(witness.ask(4, 1, Opcode.OPTIONS, new byte[0]).opcode())
                        .isEqualTo(Opcode.SUPPORTED);
                served++;
            } while (!storm.isDone());
            assertThat(served).isGreaterThan(10);
            assertThat(gateway.metrics().exposition()).contains("ddc_gateway_connections 201\n");
            storm.join().forEach(RawClient::close);
        }
        await().untilAsserted(() -> assertThat(gateway.metrics().exposition()).contains("ddc_gateway_connections 0\n"));
    }
}
