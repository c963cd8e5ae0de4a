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
import java.util.Optional;
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
        Gateway gateway = fixture.start(config, Logins.of(config.login(), config.region()));
        await().until(() -> gateway.health().explain().contains("refuses the login"));
        Files.writeString(password, GatewayFixture.PASSWORD);
        await().atMost(Duration.ofSeconds(20)).until(gateway.health()::started);
    }

    @Test
    void aStormOfClientsIsServed() {
        Gateway gateway = fixture.gateway();
        var clients = java.util.stream.IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> RawClient.ready(gateway.addresses().get(i % 3)))
                .toList();
        assertThat(clients).allSatisfy(client -> assertThat(
                        client.ask(4, 0, Opcode.OPTIONS, new byte[0]).opcode())
                .isEqualTo(Opcode.SUPPORTED));
        clients.forEach(RawClient::close);
        await().untilAsserted(() -> assertThat(gateway.metrics().exposition()).contains("ddc_gateway_connections 0\n"));
    }
}
