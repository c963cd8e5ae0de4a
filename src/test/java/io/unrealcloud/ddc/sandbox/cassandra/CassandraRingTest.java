package io.unrealcloud.ddc.sandbox.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassandraRingTest {
    private static final int PORT = 19043;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final String network = "127.21." + (1 + ProcessHandle.current().pid() % 250) + ".";

    private CassandraNode start(int number, String seed, Optional<String> replaces) {
        return CassandraNode.start(CassandraSettings.ofRing(
                directory.resolve("node-" + number),
                network + number,
                PORT,
                "a-ring",
                "us-east-1",
                new CassandraRing(List.of(network + seed), "us-east-1" + (char) ('a' + number % 3), replaces)));
    }

    private static CqlSession session(CassandraNode node) {
        return CqlSession.builder()
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .build())
                .addContactPoint(node.contactPoint())
                .withLocalDatacenter("us-east-1")
                .build();
    }

    private static SimpleStatement atQuorum(String cql) {
        return SimpleStatement.newInstance(cql).setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM);
    }

    @Test
    void keepsARowOverTheLossOfANodeAndItsReplacement() throws Exception {
        try (CassandraNode first = start(1, "1", Optional.empty());
                CassandraNode second = start(2, "1", Optional.empty());
                CassandraNode third = start(3, "1", Optional.empty());
                CqlSession session = session(first);
                CassandraControl control = CassandraControl.connect(first.jmxPort())) {
            assertThat(control.live()).containsExactlyInAnyOrder(network + 1, network + 2, network + 3);
            List<InetSocketAddress> all = List.of(first.contactPoint(), second.contactPoint(), third.contactPoint());
            session.execute(
                    "CREATE KEYSPACE ks WITH replication = {'class': 'NetworkTopologyStrategy'," + " 'us-east-1': 3}");
            assertThat(SchemaAgreement.await(all, PATIENCE)).isTrue();
            session.execute("CREATE TABLE ks.t (k int PRIMARY KEY, v text)");
            assertThat(SchemaAgreement.await(all, PATIENCE)).isTrue();
            session.execute(atQuorum("INSERT INTO ks.t (k, v) VALUES (1, 'before')"));

            third.kill();

            assertThat(third.isAlive()).isFalse();
            session.execute(atQuorum("INSERT INTO ks.t (k, v) VALUES (2, 'meanwhile')"));
            try (CassandraNode fourth = start(4, "1", Optional.of(network + 3))) {
                assertThat(fourth.isAlive()).isTrue();
                second.kill();
                // Two of three copies are the first node's and the new one's, which has to have both rows. Until the
                // first has noticed that the second is gone, it may ask that one and wait in vain.
                Awaitility.await()
                        .atMost(PATIENCE)
                        .ignoreExceptionsInstanceOf(ReadTimeoutException.class)
                        .untilAsserted(() -> assertThat(session.execute(atQuorum("SELECT v FROM ks.t")).all().stream()
                                        .map(row -> row.getString("v")))
                                .containsExactlyInAnyOrder("before", "meanwhile"));
                assertThat(peers(session)).contains(network + 4).doesNotContain(network + 3);
            }
        }
    }

    private static Set<String> peers(CqlSession session) {
        return session.execute("SELECT peer FROM system.peers").all().stream()
                .map((Row row) -> row.getInetAddress("peer").getHostAddress())
                .collect(Collectors.toSet());
    }

    @Test
    void wantsASeed() {
        assertThatThrownBy(() -> new CassandraRing(List.of(), "a", Optional.empty()))
                .hasMessageContaining("at least one seed");
    }
}
