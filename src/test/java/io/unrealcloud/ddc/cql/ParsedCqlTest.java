package io.unrealcloud.ddc.cql;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.cql.Relation.Operator;
import io.unrealcloud.ddc.cql.Statement.Action;
import io.unrealcloud.ddc.cql.Statement.BatchType;
import io.unrealcloud.ddc.cql.Statement.Ddl;
import io.unrealcloud.ddc.cql.Statement.Delete;
import io.unrealcloud.ddc.cql.Statement.Insert;
import io.unrealcloud.ddc.cql.Statement.SchemaObject;
import io.unrealcloud.ddc.cql.Statement.Select;
import io.unrealcloud.ddc.cql.Statement.Update;
import io.unrealcloud.ddc.cql.Statement.Using;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedCqlTest {
    private static final List<String> STATEMENTS = List.of(
            "SELECT * FROM system.local WHERE key='local'",
            "SELECT DISTINCT namespace, bucket, name FROM objects BYPASS CACHE",
            "SELECT count(*) AS n FROM replication_snapshot WHERE namespace = ? LIMIT 5",
            "SELECT min(a), sum(b) FROM ks.t WHERE a = :x AND b IN (?, ?) ALLOW FILTERING",
            "SELECT a FROM t WHERE token(a, b) > ? AND token(a, b) <= ? BYPASS CACHE",
            "SELECT a, blob_id FROM t WHERE m CONTAINS KEY 'k' GROUP BY a ORDER BY b DESC PER PARTITION LIMIT 2 LIMIT"
                    + " :l",
            "INSERT INTO \"Ks\".t (a, \"B\", c) VALUES (?, {'k': :v, f: now()}, [1, 2]) IF NOT EXISTS USING TTL ? AND"
                    + " TIMESTAMP 5",
            "INSERT INTO t JSON '{\"a\": 1}' DEFAULT UNSET",
            "UPDATE ks.t USING TTL 60 SET s = s + {'x'}, m['k'] = ? WHERE a = ? AND b > 3 IF c = 4 AND d != 5",
            "DELETE a, m['k'] FROM t USING TIMESTAMP ? WHERE a = ? IF EXISTS",
            "BEGIN UNLOGGED BATCH USING TIMESTAMP 1 INSERT INTO t (a) VALUES (1); DELETE FROM t WHERE a = 2 APPLY"
                    + " BATCH",
            "CREATE KEYSPACE \"ks\" WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '2'} AND"
                    + " durable_writes = true",
            "CREATE TABLE IF NOT EXISTS ks.t (a int, b text, PRIMARY KEY ((a), b)) WITH CLUSTERING ORDER BY (b DESC)",
            "CREATE CUSTOM INDEX IF NOT EXISTS i ON ks.t (b) USING 'x'",
            "CREATE MATERIALIZED VIEW v AS SELECT a FROM ks.t WHERE a IS NOT NULL PRIMARY KEY (a)",
            "DROP TYPE IF EXISTS ks.u",
            "USE \"Ks\"",
            "TRUNCATE TABLE ks.t",
            "GRANT SELECT ON KEYSPACE a TO b");

    @Test
    void readsASelect() {
        ParsedCql parsed = ParsedCql.of(STATEMENTS.get(3));
        assertThat(parsed.complete()).isTrue();
        assertThat(parsed.markers()).containsExactly("x", "?", "?");
        Select select = (Select) parsed.statement();
        assertThat(select.table()).isEqualTo(QualifiedName.of("ks", "t"));
        assertThat(select.aggregates()).containsExactly("min", "sum");
        assertThat(select.allowFiltering()).isTrue();
        assertThat(select.where())
                .containsExactly(
                        new Relation(List.of("a"), false, Operator.EQ, List.of(":", "x")),
                        new Relation(List.of("b"), false, Operator.IN, List.of("(", "?", ",", "?", ")")));
    }

    @Test
    void readsCountOfRowsWithItsAliasAndPlaces() {
        String text = STATEMENTS.get(2);
        ParsedCql parsed = ParsedCql.of(text);
        Select select = (Select) parsed.statement();
        assertThat(select.selectors().get(0).isCountOfRows()).isTrue();
        assertThat(select.selectors().get(0).alias()).contains("n");
        assertThat(select.limit()).containsExactly("5");
        assertThat(parsed.selection().orElseThrow().replaceIn(text, "namespace"))
                .isEqualTo("SELECT namespace FROM replication_snapshot WHERE namespace = ? LIMIT 5");
        assertThat(parsed.limit().orElseThrow().replaceIn(text, ""))
                .isEqualTo("SELECT count(*) AS n FROM replication_snapshot WHERE namespace = ? ");
    }

    @Test
    void readsTokenRangesAndBypassCache() {
        ParsedCql parsed = ParsedCql.of(STATEMENTS.get(4));
        Select select = (Select) parsed.statement();
        assertThat(select.bypassCache()).isTrue();
        assertThat(select.where()).allMatch(Relation::token).allMatch(r -> r.columns()
                .equals(List.of("a", "b")));
        assertThat(parsed.withoutBypassCache())
                .isEqualTo("SELECT a FROM t WHERE token(a, b) > ? AND token(a, b) <= ? ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t WHERE b = 'BYPASS CACHE'",
                "SELECT a FROM t -- BYPASS CACHE",
                "SELECT \"bypass\", \"cache\" FROM t",
                "SELECT bypass, cache FROM t WHERE bypass = 1 AND cache = 2"
            })
    void bypassCacheElsewhereIsNotTheClause(String text) {
        ParsedCql parsed = ParsedCql.of(text);
        assertThat(parsed.bypassCache()).isEmpty();
        assertThat(parsed.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT distinct FROM t",
                "SELECT json, a FROM t",
                "SELECT distinct AS d FROM t",
                "SELECT count FROM t"
            })
    void keywordsThatAreColumnsAreNotModifiers(String text) {
        Select select = (Select) ParsedCql.of(text).statement();
        assertThat(select.distinct()).isFalse();
        assertThat(select.json()).isFalse();
        assertThat(select.aggregates()).isEmpty();
        assertThat(select.selectors().get(0).column()).isPresent();
    }

    @Test
    void readsModifications() {
        assertThat(statement(6))
                .isEqualTo(new Insert(
                        QualifiedName.of("Ks", "t"),
                        false,
                        List.of("a", "B", "c"),
                        true,
                        new Using(true, true, false)));
        assertThat(ParsedCql.of(STATEMENTS.get(6)).markers()).containsExactly("?", "v", "?");
        Update update = (Update) statement(8);
        assertThat(update.conditional()).isTrue();
        assertThat(update.using().ttl()).isTrue();
        assertThat(update.where()).extracting(Relation::columns).containsExactly(List.of("a"), List.of("b"));
        Delete delete = (Delete) statement(9);
        assertThat(delete.conditional()).isTrue();
        assertThat(delete.using()).isEqualTo(new Using(false, true, false));
    }

    @Test
    void readsABatch() {
        Statement.Batch batch = (Statement.Batch) statement(10);
        assertThat(batch.type()).isEqualTo(BatchType.UNLOGGED);
        assertThat(batch.statements()).hasSize(2).allMatch(s -> s.table().name().equals("t"));
    }

    @Test
    void readsSchemaStatements() {
        assertThat(statement(11)).isEqualTo(ddl(Action.CREATE, SchemaObject.KEYSPACE, name("ks"), null, false));
        assertThat(statement(12))
                .isEqualTo(ddl(Action.CREATE, SchemaObject.TABLE, QualifiedName.of("ks", "t"), null, true));
        assertThat(statement(13))
                .isEqualTo(ddl(Action.CREATE, SchemaObject.INDEX, name("i"), QualifiedName.of("ks", "t"), true));
        assertThat(statement(14))
                .isEqualTo(ddl(
                        Action.CREATE, SchemaObject.MATERIALIZED_VIEW, name("v"), QualifiedName.of("ks", "t"), false));
        assertThat(ParsedCql.of("CREATE INDEX ON t ((a, b), c)").statement())
                .isEqualTo(ddl(Action.CREATE, SchemaObject.INDEX, null, name("t"), false));
        assertThat(statement(13).label()).isEqualTo("CREATE INDEX");
        assertThat(statement(14).label()).isEqualTo("CREATE MATERIALIZED VIEW");
    }

    @ParameterizedTest
    @CsvSource({
        "CREATE ROLE r,CREATE ROLE",
        "DROP USER u,DROP USER",
        "LIST ROLES,LIST",
        "DESCRIBE KEYSPACES,DESCRIBE",
        "EXPLAIN x,EXPLAIN",
        "CREATE SERVICE LEVEL a,CREATE",
        "42,UNKNOWN",
        "'',UNKNOWN"
    })
    void labels(String text, String label) {
        assertThat(ParsedCql.of(text).statement().label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT a FROM t; DROP TABLE t",
                "SELECT FROM t",
                "SELECT a,,b FROM t",
                "SELECT a FROM t WHERE",
                "SELECT a FROM t LIMIT",
                "SELECT a FROM t WHERE (a = 1",
                "INSERT INTO t (a) VALUES",
                "DELETE FROM t",
                "BEGIN BATCH INSERT INTO t (a) VALUES (1)",
                "UPDATE t SET WHERE a = 1",
                "SELECT a FROM t NONSENSE"
            })
    void whatItDoesNotFullyUnderstandIsMarked(String text) {
        assertThat(ParsedCql.of(text).complete()).isFalse();
    }

    @Test
    void understandsTheStatementsOfThisTest() {
        assertThat(STATEMENTS).allMatch(text -> ParsedCql.of(text).complete());
    }

    @Property(tries = 1000)
    void commentsCaseAndWhiteSpaceDoNotMatter(@ForAll("statements") String text, @ForAll long seed) {
        ParsedCql plain = ParsedCql.of(text);
        ParsedCql dressed = ParsedCql.of(dress(text, new Random(seed)));
        assertThat(dressed.statement()).isEqualTo(plain.statement());
        assertThat(dressed.complete()).isEqualTo(plain.complete());
        assertThat(dressed.markers()).isEqualTo(plain.markers());
    }

    @Provide
    Arbitrary<String> statements() {
        return Arbitraries.of(STATEMENTS);
    }

    private static String dress(String text, Random random) {
        List<String> fillers = List.of(" ", "\n\t", " /* ' ; */ ", " -- \"x\n", "//BYPASS CACHE\r\n");
        return CqlLexer.tokens(text).stream()
                .map(token -> switch (token.kind()) {
                    case WHITESPACE, COMMENT -> fillers.get(random.nextInt(fillers.size()));
                    case WORD ->
                        token.text()
                                .chars()
                                .mapToObj(c -> random.nextBoolean()
                                        ? String.valueOf((char) c).toUpperCase(java.util.Locale.ROOT)
                                        : String.valueOf((char) c))
                                .collect(Collectors.joining());
                    case SYMBOL -> random.nextBoolean() ? token.text() : " " + token.text() + " ";
                    case QUOTED_NAME, STRING, INTEGER, FLOAT, DURATION, BLOB, UUID, MARKER -> token.text();
                })
                .collect(Collectors.joining());
    }

    private static Statement statement(int index) {
        return ParsedCql.of(STATEMENTS.get(index)).statement();
    }

    private static QualifiedName name(String name) {
        return new QualifiedName(Optional.empty(), name);
    }

    private static Ddl ddl(Action action, SchemaObject object, QualifiedName name, QualifiedName on, boolean guarded) {
        return new Ddl(action, object, Optional.ofNullable(name), Optional.ofNullable(on), guarded);
    }
}
