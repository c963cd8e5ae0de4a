package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraSettings;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Injected trouble, real trouble, and many clients at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontFaultsTest {
    @TempDir
    static Path directory;

    private FrontFixture fixture;
    private CqlFront front;
    private CqlSession session;
    private String ks;

    @BeforeAll
    void start() {
        fixture = new FrontFixture(directory);
        front = fixture.front("us-east-1");
        session = fixture.session(front);
        ks = fixture.newName();
        session.execute("CREATE KEYSPACE " + ks + " WITH replication = {'class': 'SingleRegionStrategy'}");
        session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY, v blob)");
    }

    @AfterEach
    void heal() {
        front.faults().clear();
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
        assertThat(front.connections()).isZero();
    }

    private void awaitWorking() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(DriverException.class)
                .until(() -> session.execute("SELECT key FROM system.local").one() != null);
    }

    @Test
    void refusesLogins() {
        front.faults().refuseLogins(true);
        assertThatThrownBy(() -> fixture.session(front)).isInstanceOf(AllNodesFailedException.class);
        front.faults().refuseLogins(false);
        assertThat(fixture.session(front)).isNotNull();
    }

    @Test
    void throttles() {
        front.faults().throttle(1);
        assertThatThrownBy(() -> session.execute("INSERT INTO " + ks + ".t (k) VALUES (1)"))
                .isInstanceOf(WriteTimeoutException.class);
        session.execute("INSERT INTO " + ks + ".t (k) VALUES (1)");
    }

    @Test
    void answersSlowly() {
        front.faults().delayReplies(Duration.ofMillis(600));
        SimpleStatement impatient = SimpleStatement.newInstance("SELECT v FROM " + ks + ".t WHERE k = 1")
                .setTimeout(Duration.ofMillis(150));
        assertThatThrownBy(() -> session.execute(impatient)).isInstanceOf(DriverTimeoutException.class);
        session.execute(impatient.setTimeout(Duration.ofSeconds(20)));
    }

    @Test
    void resetsInTheMiddleOfAnAnswer() {
        front.faults().resetMidFrame(1);
        assertThatThrownBy(() -> session.execute("SELECT v FROM " + ks + ".t WHERE k = 1"))
                .isInstanceOf(DriverException.class);
        awaitWorking();
    }

    @Test
    void dropsConnections() {
        front.dropConnections();
        awaitWorking();
    }

    @Test
    void manyClientsAtOnceAreServedAndForgotten() throws Exception {
        CqlFront own = fixture.front("us-east-1");
        List<CqlSession> sessions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sessions.add(fixture.session(own));
        }
        List<CompletionStage<AsyncResultSet>> writes = new ArrayList<>();
        for (CqlSession one : sessions) {
            PreparedStatement insert = one.prepare("INSERT INTO " + ks + ".t (k, v) VALUES (?, ?)");
            for (int i = 0; i < 500; i++) {
                byte[] value = new byte[1 + i];
                value[0] = (byte) i;
                writes.add(one.executeAsync(insert.bind(1_000 + i, ByteBuffer.wrap(value))));
            }
        }
        for (CompletionStage<AsyncResultSet> write : writes) {
            write.toCompletableFuture().join();
        }
        PreparedStatement select = sessions.get(0).prepare("SELECT v FROM " + ks + ".t WHERE k = ?");
        List<CompletableFuture<AsyncResultSet>> reads = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            reads.add(sessions.get(i % 4).executeAsync(select.bind(1_000 + i)).toCompletableFuture());
        }
        for (int i = 0; i < 500; i++) {
            ByteBuffer value = reads.get(i).join().one().getByteBuffer(0);
            assertThat(value.remaining()).isEqualTo(1 + i);
            assertThat(value.get(value.position())).isEqualTo((byte) i);
        }
        for (CqlSession one : sessions) {
            one.close();
        }
        await().untilAsserted(() -> assertThat(own.connections()).isZero());
    }

    @Test
    void aLostDatabaseClosesTheClientsThatUsedIt() {
        Path own = directory.resolve("own-node");
        CassandraNode node = CassandraNode.start(CassandraSettings.small(own).throwAway());
        try {
            CqlFront behind = fixture.front(
                    "eu-west-1",
                    settings -> new FrontSettings(
                            settings.region(),
                            settings.addresses(),
                            0,
                            List.of(),
                            node.contactPoint(),
                            settings.catalog(),
                            settings.principals(),
                            settings.authorizer(),
                            settings.clock(),
                            settings.paging(),
                            settings.knobs()));
            CqlSession client = fixture.session(behind);
            assertThat(behind.connections()).isPositive();
            node.close();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(() -> client.execute("SELECT key FROM system.local"))
                            .isInstanceOf(DriverException.class));
            client.close();
            assertThatThrownBy(() -> fixture.session(behind))
                    .isInstanceOf(AllNodesFailedException.class)
                    .hasMessageContaining("The database behind the sandbox does not answer");
            await().untilAsserted(() -> assertThat(behind.connections()).isZero());
        } finally {
            node.close();
        }
    }
}
