package io.unrealcloud.ddc.sandbox.scylla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is ScyllaDB's and not Cassandra's about tables, indexes, tablets and system tables. */
class ScyllaSchemaTest {
    private static ScyllaFixture fixture;
    private static CqlSession session;

    @BeforeAll
    static void start() {
        fixture = new ScyllaFixture();
        session = fixture.admin(fixture.front("2025.1.4"));
    }

    @AfterAll
    static void end() throws Exception {
        fixture.close();
    }

    private static String keyspace(String tablets) {
        String name = fixture.newName();
        session.execute("CREATE KEYSPACE " + name + " WITH replication = {'class': 'NetworkTopologyStrategy',"
                + " 'sandbox': '1'} AND durable_writes = true" + tablets);
        return name;
    }

    private static String onVnodes() {
        return keyspace(" AND tablets = {'enabled': false}");
    }

    private static final String BLOCK_CONTEXT = ".block_context (namespace text, block_context text, last_update"
            + " timestamp, block_id blob, PRIMARY KEY ((namespace, block_context), block_id))";

    private static final String BY_TIME =
            "CREATE INDEX IF NOT EXISTS block_context_by_time ON %s.block_context ((namespace, block_context),"
                    + " last_update)";
    private static final String BY_BLOCKS =
            "CREATE INDEX IF NOT EXISTS block_context_by_blocks ON %s.block_context (block_id)";

    @Test
    void aNodeDescribesItselfAsScyllaDoes() {
        Row local =
                session.execute("SELECT * FROM system.local WHERE key='local'").one();
        assertThat(local.getString("release_version")).isEqualTo("3.0.8");
        assertThat(local.getString("data_center")).isEqualTo("sandbox");
        assertThat(local.getSet("tokens", String.class)).isNotEmpty();
        assertThat(local.getUuid("host_id")).isNotNull();
        assertThat(local.getColumnDefinitions().contains("cluster_name")).isTrue();
        assertThat(local.getColumnDefinitions().contains("native_port")).isFalse();
        assertThat(session.execute("SELECT * FROM system.peers").all()).isEmpty();
        assertThatThrownBy(() -> session.execute("SELECT * FROM system.peers_v2"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("unconfigured table peers_v2");
        var prepared = session.prepare("SELECT release_version FROM system.local WHERE key = ?");
        assertThat(session.execute(prepared.bind("local")).one().getString(0)).isEqualTo("3.0.8");
    }

    @Test
    void whatIsCassandrasOwnIsNotThere() {
        List<String> names = session.execute("SELECT keyspace_name FROM system_schema.keyspaces").all().stream()
                .map(row -> row.getString(0))
                .toList();
        assertThat(names).contains("system", "system_schema").doesNotContain("system_auth", "scylla_state");
        assertThat(session.execute("SELECT keyspace_name FROM system_schema.tables").all().stream()
                        .map(row -> row.getString(0)))
                .doesNotContain("scylla_state", "system_auth");
        for (String statement : List.of(
                "SELECT * FROM system_views.clients",
                "SELECT * FROM system_virtual_schema.keyspaces",
                "SELECT * FROM scylla_state.roles",
                "INSERT INTO scylla_state.roles (role) VALUES ('x')",
                "DROP KEYSPACE scylla_state",
                "USE scylla_state")) {
            assertThatThrownBy(() -> session.execute(statement))
                    .as(statement)
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("does not exist");
        }
        assertThat(session
                        .execute("SELECT column_name, kind FROM system_schema.columns WHERE keyspace_name = 'system'"
                                + " AND table_name = 'role_permissions'")
                        .all()
                        .stream()
                        .map(row -> row.getString(0) + " " + row.getString(1)))
                .as("ScyllaDB's own")
                .containsExactlyInAnyOrder("role partition_key", "resource clustering", "permissions regular");
        assertThatThrownBy(() -> session.execute("DELETE FROM system.local WHERE key = 'local'"))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void grammarOfCassandra5IsRefused() {
        String keyspace = onVnodes();
        session.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY, v text)");
        for (String statement : List.of(
                "CREATE TABLE %s.a (k int PRIMARY KEY, v vector<float, 3>)",
                "CREATE TABLE %s.b (k int PRIMARY KEY, v text MASKED WITH DEFAULT)",
                "CREATE TABLE %s.c (k int PRIMARY KEY) WITH memtable = 'trie'",
                "CREATE TABLE %s.d (k int PRIMARY KEY) WITH comment = '' AND allow_auto_snapshot = false",
                "ADD IDENTITY 'x' TO ROLE cassandra",
                "CREATE TRIGGER x ON %s.t USING 'y'")) {
            assertThatThrownBy(() -> session.execute(statement.formatted(keyspace)))
                    .as(statement)
                    .isInstanceOf(SyntaxError.class);
        }
        for (String statement : List.of(
                "CREATE CUSTOM INDEX i ON %s.t (v) USING 'StorageAttachedIndex'",
                "CREATE INDEX i ON %s.t (v) USING 'sai'",
                "CREATE CUSTOM INDEX i ON %s.t (v) USING 'org.apache.cassandra.index.sasi.SASIIndex'",
                "SELECT to_timestamp(now()) FROM %s.t",
                "SELECT mask_default(v) FROM %s.t",
                "CREATE FUNCTION %s.f (a int) RETURNS NULL ON NULL INPUT RETURNS int LANGUAGE java AS 'x'")) {
            assertThatThrownBy(() -> session.execute(statement.formatted(keyspace)))
                    .as(statement)
                    .isInstanceOf(InvalidQueryException.class);
        }
        session.execute("SELECT toTimestamp(now()) FROM " + keyspace + ".t");
    }

    @Test
    void anIndexIsAViewThatCanBeRead() {
        String keyspace = onVnodes();
        session.execute("CREATE TABLE " + keyspace + BLOCK_CONTEXT);
        session.execute(BY_TIME.formatted(keyspace));
        session.execute(BY_BLOCKS.formatted(keyspace));
        session.execute(BY_TIME.formatted(keyspace));
        assertThatThrownBy(() -> session.execute(BY_TIME.formatted(keyspace).replace("IF NOT EXISTS ", "")))
                .hasMessageContaining("already exists");
        assertThatThrownBy(() -> session.execute(BY_BLOCKS.formatted(keyspace).replace("by_blocks", "again")))
                .hasMessageContaining("duplicate");
        assertThat(
                        session
                                .execute("SELECT * FROM system_schema.indexes WHERE keyspace_name = '" + keyspace + "'")
                                .all()
                                .stream()
                                .map(row -> row.getString("index_name") + " "
                                        + row.getMap("options", String.class, String.class)
                                                .get("target")))
                .containsExactlyInAnyOrder(
                        "block_context_by_time {\"pk\":[\"namespace\",\"block_context\"],\"ck\":[\"last_update\"]}",
                        "block_context_by_blocks block_id");
        assertThat(session
                        .execute("SELECT view_name FROM system_schema.views WHERE keyspace_name = '" + keyspace + "'")
                        .all()
                        .stream()
                        .map(row -> row.getString(0)))
                .containsExactlyInAnyOrder("block_context_by_time_index", "block_context_by_blocks_index");

        var insert = session.prepare("INSERT INTO " + keyspace
                + ".block_context (namespace, block_context, last_update, block_id) VALUES ('n', 'c', ?, ?)");
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        for (byte i = 0; i < 3; i++) {
            session.execute(insert.bind(now.plusSeconds(i), java.nio.ByteBuffer.wrap(new byte[] {i})));
        }
        var newest = session.prepare("SELECT block_id FROM " + keyspace
                + ".block_context_by_time_index WHERE namespace = ? AND block_context = ? ORDER BY last_update DESC");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        session.execute(newest.bind("n", "c")).all().stream()
                                .map(row -> row.getByteBuffer(0).get(0)))
                .containsExactly((byte) 2, (byte) 1, (byte) 0));
        assertThat(session.execute("SELECT block_context FROM " + keyspace + ".block_context WHERE block_id = 0x01")
                        .one()
                        .getString(0))
                .isEqualTo("c");
        assertThatThrownBy(
                        () -> session.execute("SELECT * FROM " + keyspace + ".block_context WHERE block_context = 'c'"))
                .hasMessageContaining("ALLOW FILTERING");
        assertThatThrownBy(() -> session.execute("DROP MATERIALIZED VIEW " + keyspace + ".block_context_by_time_index"))
                .hasMessageContaining("on Index");

        session.execute("DROP INDEX " + keyspace + ".block_context_by_blocks");
        session.execute("DROP INDEX IF EXISTS " + keyspace + ".block_context_by_blocks");
        assertThatThrownBy(() -> session.execute("DROP INDEX " + keyspace + ".block_context_by_blocks"))
                .isInstanceOf(InvalidQueryException.class);
        session.execute("DROP TABLE " + keyspace + ".block_context");
        assertThat(session.execute("SELECT * FROM system_schema.indexes WHERE keyspace_name = '" + keyspace + "'")
                        .all())
                .isEmpty();
    }

    @Test
    void anIndexHasToFitItsTable() {
        String keyspace = onVnodes();
        session.execute("CREATE TABLE " + keyspace + BLOCK_CONTEXT);
        session.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY, v text, c set<text>)");
        for (String index : List.of(
                "block_context ((namespace), last_update)",
                "block_context ((namespace, block_context), missing)",
                "block_context (last_update, block_id)",
                "missing (v)",
                "t (k)",
                "t (c)",
                "t (values(c))")) {
            assertThatThrownBy(() -> session.execute("CREATE INDEX ON " + keyspace + "." + index))
                    .as(index)
                    .isInstanceOf(InvalidQueryException.class);
        }
        session.execute("CREATE INDEX ON " + keyspace + ".t (v)");
        session.execute("INSERT INTO " + keyspace + ".t (k, v) VALUES (1, 'a')");
        assertThat(session.execute("SELECT k FROM " + keyspace + ".t WHERE v = 'a'")
                        .one()
                        .getInt(0))
                .isEqualTo(1);
        assertThat(session.execute("SELECT view_name FROM system_schema.views WHERE keyspace_name = '" + keyspace + "'")
                        .one()
                        .getString(0))
                .isEqualTo("t_v_idx_index");
    }

    @Test
    void newKeyspacesHaveTabletsUnlessTheySayOtherwise() {
        String tablets = keyspace("");
        String vnodes = onVnodes();
        String simple = fixture.newName();
        session.execute("CREATE KEYSPACE " + simple
                + " WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '1'}");
        assertThat(session.execute("SELECT keyspace_name FROM system_schema.scylla_keyspaces").all().stream()
                        .map(row -> row.getString(0)))
                .contains(tablets)
                .doesNotContain(vnodes, simple);
        assertThatThrownBy(() -> session.execute("CREATE KEYSPACE " + fixture.newName()
                        + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}"
                        + " AND tablets = {'enabled': true}"))
                .isInstanceOf(InvalidConfigurationInQueryException.class);
        String large = fixture.newName();
        session.execute(
                "CREATE KEYSPACE " + large + " WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 3}");
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + large + ".t (k int PRIMARY KEY)"))
                .as("more copies than nodes")
                .isInstanceOf(InvalidConfigurationInQueryException.class);
        assertThatThrownBy(() -> keyspace(" AND tablets = {'on': true}"))
                .isInstanceOf(InvalidConfigurationInQueryException.class);
        assertThatThrownBy(() -> keyspace(" AND tablet = {'enabled': true}")).isInstanceOf(SyntaxError.class);
        assertThatThrownBy(() -> session.execute("CREATE KEYSPACE " + tablets
                        + " WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '2'}"
                        + " AND durable_writes = true"))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    void onTabletsIndexesNeedAVersionAndAnOption() {
        String keyspace = keyspace("");
        session.execute("CREATE TABLE " + keyspace + BLOCK_CONTEXT);
        assertThatThrownBy(() -> session.execute(BY_TIME.formatted(keyspace)))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("not supported on base tables with tablets");
        assertThatThrownBy(() -> session.execute("CREATE MATERIALIZED VIEW " + keyspace
                        + ".v AS SELECT * FROM " + keyspace + ".block_context WHERE namespace IS NOT NULL AND"
                        + " block_context IS NOT NULL AND block_id IS NOT NULL"
                        + " PRIMARY KEY (block_id, namespace, block_context)"))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> session.execute(
                        "UPDATE " + keyspace + ".block_context SET last_update = 1 WHERE namespace = 'a' AND"
                                + " block_context = 'b' AND block_id = 0x00 IF EXISTS"))
                .hasMessageContaining("LWT");
        Dialect between = Dialect.of(ScyllaVersion.of("2025.4.1"));
        assertThatThrownBy(() -> fixture.admin(fixture.front(between)).execute(BY_TIME.formatted(keyspace)))
                .hasMessageContaining("rf_rack_valid_keyspaces");
        fixture.admin(fixture.front(new Dialect(between.version(), true, true, true, true, between.quorumPatience())))
                .execute(BY_TIME.formatted(keyspace));
        fixture.admin(fixture.front("2026.1.0")).execute(BY_BLOCKS.formatted(keyspace));
    }

    @Test
    void replicationOnTabletsChangesByOne() {
        String keyspace = keyspace("");
        String alter = "ALTER KEYSPACE " + keyspace + " WITH replication = {'class': 'NetworkTopologyStrategy', ";
        assertThatThrownBy(() -> session.execute(alter + "'sandbox': 3}"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("not by more than 1");
        assertThatThrownBy(() -> session.execute(alter + "'sandbox': 2}"))
                .as("there is one node")
                .isInstanceOf(InvalidConfigurationInQueryException.class);
        assertThatThrownBy(() -> session.execute(alter + "'replication_factor': 1}"))
                .isInstanceOf(InvalidQueryException.class);
        assertThatThrownBy(() -> session.execute(alter + "'sandbox': 1} AND tablets = {'enabled': false}"))
                .isInstanceOf(InvalidQueryException.class);
        session.execute(alter + "'sandbox': 1}");
        session.execute("ALTER KEYSPACE " + onVnodes()
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'sandbox': 3}");
    }

    @Test
    void bypassCacheMeansNothing() {
        String keyspace = onVnodes();
        session.execute("CREATE TABLE " + keyspace + ".t (k int PRIMARY KEY, v text)");
        session.execute("INSERT INTO " + keyspace + ".t (k, v) VALUES (1, 'a')");
        assertThat(session.execute("SELECT v FROM " + keyspace + ".t BYPASS CACHE")
                        .one()
                        .getString(0))
                .isEqualTo("a");
        var scan =
                session.prepare("SELECT v FROM " + keyspace + ".t WHERE token(k) >= ? AND token(k) <= ? BYPASS CACHE");
        assertThat(session.execute(scan.bind(Long.MIN_VALUE, Long.MAX_VALUE))
                        .one()
                        .getString(0))
                .isEqualTo("a");
    }
}
