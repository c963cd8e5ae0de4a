package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** What the service does and refuses with rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontStatementsTest {
    @TempDir
    static Path directory;

    private FrontFixture fixture;
    private CqlSession session;
    private String ks;

    @BeforeAll
    void start() {
        fixture = new FrontFixture(directory);
        CqlFront front = fixture.front("us-east-1");
        session = fixture.session(front);
        ks = fixture.newName();
        session.execute("CREATE KEYSPACE " + ks + " WITH replication = {'class': 'SingleRegionStrategy'}");
        session.execute("CREATE TYPE " + ks + ".point (x int, y int)");
        session.execute("CREATE TABLE " + ks + ".plain (k text, c int, v blob, s text static, p frozen<point>,"
                + " PRIMARY KEY (k, c))");
        session.execute(
                "CREATE TABLE " + ks + ".rich (k text, c int, v blob, PRIMARY KEY (k, c)) WITH custom_properties ="
                        + " {'ttl': {'status': 'enabled'}, 'client_side_timestamps': {'status':"
                        + " 'enabled'}}");
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void use() {
        session.execute("USE " + ks);
    }

    @Test
    void rowsAreReallyThere() {
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c, v) VALUES (?, ?, ?)");
        session.execute(insert.bind("rows", 1, ByteBuffer.wrap(new byte[] {1, 2})));
        session.execute("UPDATE " + ks + ".plain SET p = {x: 1, y: 2} WHERE k = 'rows' AND c = 1");
        assertThat(session.execute("SELECT v, p.y FROM plain WHERE k = ? AND c = ?", "rows", 1)
                        .one()
                        .getInt(1))
                .isEqualTo(2);
        assertThat(session.execute("INSERT INTO plain (k, c) VALUES ('rows', 1) IF NOT EXISTS")
                        .wasApplied())
                .isFalse();
        session.execute("DELETE FROM plain WHERE k = 'rows' AND c = 1");
        assertThat(session.execute("SELECT JSON k FROM plain WHERE k = 'rows'").all())
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = DefaultConsistencyLevel.class, mode = Mode.EXCLUDE, names = "LOCAL_QUORUM")
    void writesOnlyAtLocalQuorum(ConsistencyLevel level) {
        String message = "Consistency level " + level.name()
                + " is not supported for this operation. Supported consistency levels are: LOCAL_QUORUM";
        refused(statement("INSERT INTO plain (k, c) VALUES ('a', 1)").setConsistencyLevel(level), message);
        refused(statement("UPDATE plain SET v = 0x01 WHERE k = 'a' AND c = 1").setConsistencyLevel(level), message);
        refused(statement("DELETE FROM plain WHERE k = 'a' AND c = 1").setConsistencyLevel(level), message);
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c) VALUES (?, ?)");
        refused(insert.bind("a", 1).setConsistencyLevel(level), message);
        refused(
                BatchStatement.newInstance(BatchType.UNLOGGED, insert.bind("a", 1))
                        .setConsistencyLevel(level),
                message);
    }

    @ParameterizedTest
    @EnumSource(DefaultConsistencyLevel.class)
    void readsOnlyAtThreeLevels(ConsistencyLevel level) {
        Statement<?> read = statement("SELECT v FROM plain WHERE k = 'a'").setConsistencyLevel(level);
        if (List.of("ONE", "LOCAL_ONE", "LOCAL_QUORUM").contains(level.name())) {
            assertThat(session.execute(read)).isNotNull();
        } else {
            refused(
                    read,
                    "Consistency level " + level.name()
                            + " is not supported for this operation. Supported consistency levels are: ONE,"
                            + " LOCAL_QUORUM, LOCAL_ONE");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX ON plain (v) | CREATE INDEX is not supported",
                "CREATE CUSTOM INDEX i ON plain (v) USING 'x' | CREATE INDEX is not supported",
                "create /* no TABLE */ index on plain (v) | CREATE INDEX is not supported",
                "DROP INDEX i | DROP INDEX is not supported",
                "CREATE MATERIALIZED VIEW m AS SELECT k FROM plain WHERE k IS NOT NULL PRIMARY KEY (k)"
                        + " | CREATE MATERIALIZED VIEW is not supported",
                "CREATE FUNCTION f (x int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS 'return x;'"
                        + " | CREATE FUNCTION is not supported",
                "CREATE AGGREGATE a (int) SFUNC f STYPE int | CREATE AGGREGATE is not supported",
                "CREATE TRIGGER t ON plain USING 'x' | CREATE TRIGGER is not supported",
                "ALTER TYPE point ADD z int | ALTER TYPE is not supported",
                "TRUNCATE plain | TRUNCATE is not supported",
                "GRANT SELECT ON plain TO somebody | GRANT is not supported",
                "CREATE ROLE r | CREATE ROLE is not supported",
                "SELECT DISTINCT k FROM plain | SELECT DISTINCT is not supported",
                "SELECT count(*) FROM plain | The aggregate function count is not supported",
                "SELECT max(c), min(c) FROM plain WHERE k = 'a' | The aggregate function max, min is not supported",
                "SELECT k, c FROM plain GROUP BY k | GROUP BY is not supported",
                "SELECT k FROM plain PER PARTITION LIMIT 1 | PER PARTITION LIMIT is not supported",
                "SELECT maxwritetime(v) FROM rich | The function maxwritetime is not supported",
                "SELECT v FROM plain WHERE k IN ('a', 'b') AND c > 1 | IN together with a slice",
                "SELECT v FROM plain WHERE c BETWEEN 1 AND 2 ALLOW FILTERING | The condition BETWEEN is not supported",
                "UPDATE plain SET v = 0x01 WHERE k IN ('a', 'b') AND c = 1 | IN in the WHERE clause of UPDATE",
                "DELETE FROM plain WHERE k = 'a' AND c IN (1, 2) | IN in the WHERE clause of DELETE",
                "INSERT INTO plain (k, c) VALUES ('a', 1) USING TTL 60 | Time to Live (TTL) is not enabled on table",
                "UPDATE plain USING TTL 60 SET v = 0x01 WHERE k = 'a' AND c = 1 | Time to Live (TTL) is not enabled",
                "INSERT INTO plain (k, c) VALUES ('a', 1) USING TIMESTAMP 1 | Client-side timestamps are not enabled",
                "SELECT writetime(v) FROM plain | Client-side timestamps are not enabled",
                "SELECT cast(writetime(v) as text) FROM plain | Client-side timestamps are not enabled",
                "BEGIN UNLOGGED BATCH INSERT INTO plain (k, c) VALUES ('a', 1) IF NOT EXISTS; APPLY BATCH"
                        + " | A conditional statement in an unlogged batch is not supported",
                "BEGIN COUNTER BATCH UPDATE plain SET v = 0x01 WHERE k = 'a' AND c = 1; APPLY BATCH"
                        + " | A counter batch is not supported",
                "SELECT v FROM missing | unconfigured table missing",
                "SELECT v FROM nowhere.plain | Keyspace nowhere does not exist",
                "INSERT INTO missing (k) VALUES ('a') | unconfigured table missing",
                "USE nowhere | Keyspace 'nowhere' does not exist",
                "SELECT * FROM system.peers_v2 | unconfigured table peers_v2",
                "SELECT * FROM system_auth.roles | unconfigured table roles",
                "SELECT * FROM system_views.settings | unconfigured table settings",
                "SELECT missing FROM plain | Undefined column name missing",
            })
    void refusesByName(String cql, String message) {
        refused(statement(cql), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELEKT 1",
                "SELECT FROM plain",
                "INSERT INTO plain (k, c) VALUES ('a', 1",
                "SELECT v FROM plain BYPASS CACHE",
                "SELECT v FROM plain WHERE k = 'unclosed",
                "DESCRIBE TABLES",
                "",
                "UPDATE plain SET v = 0x01"
            })
    void refusesBadSyntax(String cql) {
        assertThatThrownBy(() -> session.execute(cql)).isInstanceOf(SyntaxError.class);
        assertThatThrownBy(() -> session.prepare(cql)).isInstanceOf(SyntaxError.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t2 (k int PRIMARY KEY)",
                "DROP TABLE plain",
                "ALTER TABLE plain ADD extra int",
                "CREATE KEYSPACE other WITH replication = {'class': 'SingleRegionStrategy'}",
                "USE " + "system"
            })
    void schemaStatementsCannotBePrepared(String cql) {
        assertThatThrownBy(() -> session.prepare(cql))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("Cannot prepare");
    }

    @Test
    void systemTablesCannotBeWritten() {
        assertThatThrownBy(() -> session.execute("DELETE FROM system.peers WHERE peer = '127.0.0.1'"))
                .isInstanceOf(UnauthorizedException.class);
        assertThatThrownBy(() -> session.execute(
                        "INSERT INTO system_schema_mcs.tables (keyspace_name, table_name) VALUES ('a', 'b')"))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void limitsBatches() {
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c) VALUES (?, ?)");
        session.execute(batch(BatchType.UNLOGGED, insert, 30));
        session.execute(batch(BatchType.LOGGED, insert, 100));
        refused(batch(BatchType.UNLOGGED, insert, 31), "at most 30 statements, this one has 31");
        refused(batch(BatchType.LOGGED, insert, 101), "at most 100 statements, this one has 101");
        String inserts = IntStream.range(0, 31)
                .mapToObj(i -> "INSERT INTO plain (k, c) VALUES ('text', " + i + ");")
                .collect(Collectors.joining("\n"));
        refused(statement("BEGIN UNLOGGED BATCH " + inserts + " APPLY BATCH"), "at most 30 statements");
        session.execute("BEGIN BATCH " + inserts + " APPLY BATCH");
        assertThat(session.execute("SELECT c FROM plain WHERE k = 'text'").all())
                .hasSize(31);
        refused(
                BatchStatement.newInstance(BatchType.LOGGED, statement("SELECT k FROM plain")),
                "only UPDATE, INSERT and DELETE statements are allowed, not SELECT");
    }

    private static BatchStatement batch(BatchType type, PreparedStatement insert, int count) {
        return BatchStatement.builder(type)
                .addStatements(IntStream.range(0, count)
                        .mapToObj(i -> insert.bind("batch", i))
                        .collect(Collectors.toList()))
                .build();
    }

    @Test
    void limitsRowsAndKeys() {
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c, v) VALUES (?, ?, ?)");
        String tooLarge = "would cause the row to exceed the maximum allowed size";
        session.execute(insert.bind("large", 1, ByteBuffer.allocate((1 << 20) - 100)));
        refused(insert.bind("large", 2, ByteBuffer.allocate(1 << 20)), tooLarge);
        refused(
                BatchStatement.newInstance(BatchType.UNLOGGED, insert.bind("large", 2, ByteBuffer.allocate(1 << 20))),
                tooLarge);
        refused(
                statement("UPDATE plain SET v = 0x" + "00".repeat((1 << 20) + 1) + " WHERE k = 'large' AND c = 3"),
                tooLarge);
        refused(insert.bind("k".repeat(2049), 1, null), "The partition key has 2049 bytes");
        session.execute(insert.bind("k".repeat(2048), 1, null));
        session.execute("DELETE FROM plain WHERE k = 'large'");
    }

    @Test
    void limitsIn() {
        String hundred = IntStream.range(0, 100).mapToObj(String::valueOf).collect(Collectors.joining(","));
        session.execute("SELECT v FROM plain WHERE k = 'a' AND c IN (" + hundred + ")");
        refused(
                statement("SELECT v FROM plain WHERE k = 'a' AND c IN (" + hundred + ", 100)"),
                "The IN condition on c has more than 100 values");
        PreparedStatement select = session.prepare("SELECT v FROM plain WHERE k = ? AND c IN ?");
        List<Integer> many = IntStream.range(0, 101).boxed().toList();
        session.execute(select.bind("a", many.subList(0, 100)));
        refused(select.bind("a", many), "The IN condition on c has more than 100 values");
    }

    @Test
    void limitsRangeDeletes() {
        PreparedStatement insert = session.prepare("INSERT INTO rich (k, c) VALUES (?, ?)");
        for (int chunk = 0; chunk < 1_001; chunk += 91) {
            session.execute(BatchStatement.builder(BatchType.LOGGED)
                    .addStatements(IntStream.range(chunk, Math.min(1_001, chunk + 91))
                            .mapToObj(i -> insert.bind("range", i))
                            .collect(Collectors.toList()))
                    .build());
        }
        String message = "may delete at most 1000 rows";
        refused(statement("DELETE FROM rich WHERE k = 'range'"), message);
        PreparedStatement delete = session.prepare("DELETE FROM rich USING TIMESTAMP ? WHERE k = ? AND c >= ?");
        refused(delete.bind(1L, "range", 0), message);
        refused(BatchStatement.newInstance(BatchType.LOGGED, delete.bind(1L, "range", 0)), message);
        assertThat(rowsOf("range")).isEqualTo(1_001);
        session.execute("DELETE FROM rich WHERE k = 'range' AND c = 1000");
        session.execute("DELETE FROM rich WHERE k = 'range'");
        assertThat(rowsOf("range")).isZero();
    }

    private int rowsOf(String key) {
        return session.execute("SELECT c FROM rich WHERE k = ?", key).all().size();
    }

    @Test
    void takesTimesOfTheClientOnlyWhereTheTableAllowsIt() {
        PreparedStatement plain = session.prepare("INSERT INTO plain (k, c, v) VALUES (?, ?, ?)");
        PreparedStatement rich = session.prepare("INSERT INTO rich (k, c, v) VALUES (?, ?, ?)");
        ByteBuffer newer = ByteBuffer.wrap(new byte[] {2});
        for (PreparedStatement insert : List.of(plain, rich)) {
            session.execute(insert.bind("time", 1, ByteBuffer.wrap(new byte[] {1})));
            session.execute(insert.bind("time", 1, newer).setQueryTimestamp(1_000));
        }
        assertThat(session.execute("SELECT v FROM plain WHERE k = 'time'").one().getByteBuffer(0))
                .isEqualTo(newer);
        assertThat(session.execute("SELECT v FROM rich WHERE k = 'time'").one().getByteBuffer(0))
                .isNotEqualTo(newer);
        session.execute(BatchStatement.newInstance(BatchType.LOGGED, plain.bind("time", 2, newer))
                .setQueryTimestamp(1));
        session.execute("INSERT INTO rich (k, c, v) VALUES ('time', 2, 0x02) USING TTL 1000 AND TIMESTAMP 123");
        assertThat(session.execute("SELECT writetime(v), ttl(v) FROM rich WHERE k = 'time' AND c = 2")
                        .one()
                        .getLong(0))
                .isEqualTo(123);
    }

    @Test
    void aValueThatIsNotSetStaysAsItWas() {
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c, v) VALUES (?, ?, ?)");
        session.execute(insert.bind("unset", 1, ByteBuffer.wrap(new byte[] {7})));
        session.execute(insert.bind().setString(0, "unset").setInt(1, 1));
        session.execute(BatchStatement.newInstance(
                BatchType.LOGGED, insert.bind().setString(0, "unset").setInt(1, 1)));
        assertThat(session.execute("SELECT v FROM plain WHERE k = 'unset'")
                        .one()
                        .getByteBuffer(0))
                .isEqualTo(ByteBuffer.wrap(new byte[] {7}));
        session.execute(insert.bind("unset", 1, null));
        assertThat(session.execute("SELECT v FROM plain WHERE k = 'unset'")
                        .one()
                        .isNull(0))
                .isTrue();
    }

    @Test
    void preparedStatementsKeepTheirKeyspace() {
        PreparedStatement insert = session.prepare("INSERT INTO plain (k, c) VALUES (?, ?)");
        session.execute("USE system_schema_mcs");
        assertThat(session.execute("SELECT table_name FROM tables WHERE keyspace_name = ?", ks)
                        .all())
                .hasSize(2);
        refused(statement("SELECT k FROM plain"), "unconfigured table plain");
        session.execute(insert.bind("kept", 1));
        session.execute("USE " + ks);
        assertThat(session.execute("SELECT c FROM plain WHERE k = 'kept'").all())
                .hasSize(1);
    }

    private static SimpleStatement statement(String cql) {
        return SimpleStatement.newInstance(cql);
    }

    private void refused(Statement<?> statement, String message) {
        assertThatThrownBy(() -> session.execute(statement))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining(message);
    }
}
