package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java driver as a client that knows neither TLS, nor login, nor LOCAL_QUORUM. */
class JavaDriverTest {
    @TempDir
    static Path directory;

    private static GatewayFixture fixture;
    private static Gateway gateway;
    private static CqlSession session;
    private static String keyspace;

    @BeforeAll
    static void start() {
        fixture = new GatewayFixture(directory);
        gateway = fixture.gateway();
        session = fixture.through(gateway);
        keyspace = fixture.keyspace();
        fixture.create("TABLE", keyspace, "t", "(a int, b int, c int, v text, PRIMARY KEY ((a, b), c))");
        for (int a = 0; a < 7; a++) {
            for (int c = 0; c < 10; c++) {
                session.execute("INSERT INTO " + keyspace + ".t (a, b, c, v) VALUES (?, 1, ?, 'x')", a, c);
            }
        }
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void seesThreeNodesOfOneDataCentre() {
        assertThat(session.getMetadata().getNodes().values())
                .hasSize(3)
                .allSatisfy(node -> assertThat(node.getDatacenter()).isEqualTo(GatewayFixture.REGION))
                .extracting(node -> ((InetSocketAddress) node.getEndPoint().resolve())
                        .getAddress()
                        .getHostAddress())
                .containsExactlyInAnyOrder("127.0.0.1", "127.0.0.2", "127.0.0.3");
        assertThat(session.getMetadata().getNodes().values().stream()
                        .map(Node::getHostId)
                        .distinct())
                .hasSize(3);
        assertThat(session.getMetadata().getTokenMap().orElseThrow().getTokenRanges())
                .hasSize(3);
        assertThat(session.getContext().getProtocolVersion().getCode()).isEqualTo(4);
        assertThat(session.checkSchemaAgreement()).isTrue();
    }

    @Test
    void systemTablesAnswerAnyColumns() {
        Row row = session.execute(
                        "SELECT host_id AS id, data_center, schema_version FROM system.local WHERE key = ?", "local")
                .one();
        assertThat(row.getUuid("id")).isInstanceOf(UUID.class);
        assertThat(row.getString("data_center")).isEqualTo(GatewayFixture.REGION);
        PreparedStatement peers = session.prepare("SELECT peer, tokens FROM system.peers WHERE peer = ?");
        assertThat(session.execute(peers.bind(gateway.addresses().get(1).getAddress()))
                                .all()
                                .size()
                        + session.execute(peers.bind(gateway.addresses().get(2).getAddress()))
                                .all()
                                .size())
                .isGreaterThanOrEqualTo(1);
        assertThatThrownBy(() -> session.execute("SELECT nothing FROM system.local"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("nothing");
        assertThatThrownBy(() -> session.execute("SELECT * FROM system.peers_v2"))
                .isInstanceOf(InvalidQueryException.class);
        assertThat(session.execute("SELECT count(*) FROM system.peers").one().getLong(0))
                .isEqualTo(2);
    }

    @Test
    void writesAtLocalOneArriveAtLocalQuorum() {
        PreparedStatement insert = session.prepare("INSERT INTO " + keyspace + ".t (a, b, c, v) VALUES (?, ?, ?, ?)");
        session.execute(insert.bind(100, 1, 1, "y"));
        session.execute("UPDATE " + keyspace + ".t SET v = 'z' WHERE a = 100 AND b = 1 AND c = 2");
        assertThat(session.execute("SELECT c, v FROM " + keyspace + ".t WHERE a = 100 AND b = 1")
                        .all())
                .extracting(row -> row.getInt(0) + row.getString(1))
                .containsExactly("1y", "2z");
        session.execute("DELETE FROM " + keyspace + ".t WHERE a = 100 AND b = 1");
        assertThat(session.execute("SELECT c FROM " + keyspace + ".t WHERE a = 100 AND b = 1")
                        .all())
                .isEmpty();
    }

    @Test
    void countsAPartition() {
        String where = " FROM " + keyspace + ".t WHERE a = ? AND b = 1";
        assertThat(session.execute("SELECT count(*)" + where, 3).one().getLong("count"))
                .isEqualTo(10);
        assertThat(session.execute("SELECT COUNT(1) AS n" + where + " AND c >= 4 LIMIT 1", 3)
                        .one()
                        .getLong("n"))
                .isEqualTo(6);
        PreparedStatement prepared = session.prepare("SELECT count(*)" + where);
        PreparedStatement plain = session.prepare("SELECT a" + where);
        assertThat(session.execute(prepared.bind(5)).one().getLong(0)).isEqualTo(10);
        assertThat(session.execute(prepared.bind(50)).one().getLong(0)).isZero();
        assertThat(session.execute(plain.bind(5)).all()).hasSize(10);
        assertThatThrownBy(() -> session.execute("SELECT count(*) FROM " + keyspace + ".t"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("partition key (a, b)");
        for (String bound : List.of(
                "SELECT count(*)" + where + " LIMIT ?", "SELECT DISTINCT a, b FROM " + keyspace + ".t LIMIT ?")) {
            assertThatThrownBy(() -> session.prepare(bound))
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("LIMIT");
        }
    }

    @Test
    void thinsOutDistinctOverPages() {
        for (int size : List.of(1, 3, 10, 5000)) {
            SimpleStatement statement = SimpleStatement.newInstance(
                            "SELECT DISTINCT a, b FROM " + keyspace + ".t WHERE token(a, b) > ?", Long.MIN_VALUE)
                    .setPageSize(size);
            assertThat(session.execute(statement).all())
                    .extracting(row -> row.getInt("a"))
                    .filteredOn(a -> a < 7)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 7).boxed().toList());
        }
        PreparedStatement limited =
                session.prepare("SELECT DISTINCT b, a AS x FROM " + keyspace + ".t LIMIT 4 BYPASS CACHE");
        assertThat(session.execute(limited.bind().setPageSize(2)).all()).hasSize(4);
        assertThatThrownBy(() -> session.execute("SELECT DISTINCT a FROM " + keyspace + ".t"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("missing b");
    }

    @Test
    void answersSchemaStatementsOnNamesThatExist() {
        assertThatThrownBy(() -> session.execute("CREATE KEYSPACE \"" + keyspace
                        + "\" WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '1'}"))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + keyspace + ".t (a int PRIMARY KEY)"))
                .isInstanceOf(AlreadyExistsException.class);
        session.execute("CREATE TABLE IF NOT EXISTS " + keyspace + ".t (a int PRIMARY KEY)");
        session.execute("CREATE KEYSPACE IF NOT EXISTS " + keyspace + " WITH replication = {'class' : 'X'}");
        assertThatThrownBy(
                        () -> session.execute("CREATE TABLE IF NOT EXISTS " + keyspace + ".other (a int PRIMARY KEY)"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("CREATE TABLE " + keyspace + ".other");
        assertThatThrownBy(() -> session.execute("CREATE INDEX ON " + keyspace + ".t (v)"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("CREATE INDEX");
        assertThatThrownBy(() -> session.execute("DROP TABLE " + keyspace + ".t"))
                .isInstanceOf(InvalidQueryException.class);
        assertThat(gateway.metrics().exposition())
                .contains("ddc_gateway_refused_total{statement=\"CREATE INDEX\"}")
                .contains("ddc_gateway_refused_total{statement=\"DROP TABLE\"}");
    }

    @Test
    void followsUse() {
        try (CqlSession own = fixture.through(gateway)) {
            own.execute("USE " + keyspace);
            assertThat(own.execute("SELECT count(*) FROM t WHERE a = 1 AND b = 1")
                            .one()
                            .getLong(0))
                    .isEqualTo(10);
            assertThatThrownBy(() -> own.execute("CREATE TABLE t (a int PRIMARY KEY)"))
                    .isInstanceOf(AlreadyExistsException.class);
        }
    }

    @Test
    void bypassCacheIsRemovedAndNoted() {
        assertThat(session.execute("SELECT v FROM " + keyspace + ".t WHERE a = 1 AND b = 1 BYPASS CACHE")
                        .all())
                .hasSize(10);
        assertThat(gateway.metrics().exposition()).contains("ddc_gateway_mode_mismatch 1");
    }
}
