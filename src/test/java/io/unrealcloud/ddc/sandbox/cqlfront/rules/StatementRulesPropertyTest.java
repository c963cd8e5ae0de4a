package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.cql.CqlSyntaxException;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.SchemaText;
import io.unrealcloud.ddc.sandbox.cqlfront.login.Caller;
import io.unrealcloud.ddc.sandbox.cqlfront.system.NodeView;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SchemaView;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTables;
import io.unrealcloud.ddc.sandbox.identity.Authorizer;
import io.unrealcloud.ddc.sandbox.keyspaces.DataPlane;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ManualTimeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn.SortOrder;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client sends, the rules end in a judgement or a refusal, never in a failure of their own. */
class StatementRulesPropertyTest {
    private static final Scope SCOPE = new Scope("123456789012", "us-east-1");
    private final StatementRules rules = rules();

    @Property(tries = 3000)
    void alwaysDecides(@ForAll("statements") String text) {
        try {
            ParsedCql cql = ParsedCql.of(text);
            Judgement judgement = rules.judge(cql);
            assertThat(judgement).isNotNull();
            if (judgement instanceof Judgement.SchemaChange change) {
                assertThat(SchemaText.read(cql, change.ddl(), "ks", "us-east-1"))
                        .isNotNull();
            }
            if (cql.statement() instanceof Statement.Select select) {
                assertThat(select.distinct() || select.groupBy() || select.perPartitionLimit())
                        .isFalse();
                assertThat(select.aggregates()).isEmpty();
            }
            assertThat(cql.statement()).isNotInstanceOf(Statement.Truncate.class);
        } catch (CqlRefusal | CqlSyntaxException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /** Words that mean something to CQL, in any order: far more telling than random letters. */
    @Provide
    Arbitrary<String> statements() {
        Arbitrary<String> words = Arbitraries.of(
                ("SELECT INSERT UPDATE DELETE CREATE ALTER DROP USE TRUNCATE BEGIN BATCH APPLY UNLOGGED COUNTER FROM"
                                + " INTO VALUES SET WHERE AND IN ( ) , ; . = < > <= * ? :x { } [ ] 'a' 1 0xff \"Q\" k"
                                + " c v t ks system local key peers TABLE KEYSPACE TYPE INDEX ON WITH replication"
                                + " custom_properties tags PRIMARY KEY STATIC int text frozen set map list IF NOT"
                                + " EXISTS USING TTL TIMESTAMP LIMIT PER PARTITION GROUP ORDER BY ALLOW FILTERING"
                                + " DISTINCT JSON count writetime token AS ADD COMPACT CLUSTERING DESC -- /* */ GRANT"
                                + " partitioner IS NULL CONTAINS LIKE BETWEEN default_time_to_live comment true -")
                        .split(" "));
        Arbitrary<String> noise = words.list().ofMinSize(1).ofMaxSize(25).map(list -> String.join(" ", list));
        Arbitrary<String> good = Arbitraries.of(
                "SELECT k, c FROM ks.t WHERE k = ? AND c IN (1, 2)",
                "INSERT INTO ks.t (k, c, v) VALUES (?, ?, 0x00) USING TTL ?",
                "UPDATE ks.t SET v = ? WHERE k = 'a' AND c = 1 IF EXISTS",
                "DELETE FROM ks.t WHERE k = ? AND c > ?",
                "BEGIN BATCH INSERT INTO ks.t (k, c) VALUES ('a', 1); APPLY BATCH",
                "UPDATE system.local SET partitioner = 'x' WHERE key = 'local'",
                "CREATE TABLE ks.n (k int, c text, PRIMARY KEY (k, c)) WITH CLUSTERING ORDER BY (c DESC) AND comment ="
                        + " 'x'",
                "CREATE KEYSPACE ks WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east-1': '3'}",
                "ALTER TABLE ks.t WITH custom_properties = {'ttl': {'status': 'enabled'}}",
                "ALTER KEYSPACE ks ADD TAGS {'a': 'b'}",
                "CREATE TYPE ks.u (x frozen<list<int>>, y \"Odd\")");
        Arbitrary<String> mutated = net.jqwik.api.Combinators.combine(
                        good,
                        Arbitraries.integers().between(0, 60),
                        Arbitraries.integers().between(0, 12),
                        words)
                .as((text, at, cut, word) -> {
                    int from = Math.min(at, text.length());
                    int to = Math.min(from + cut, text.length());
                    return text.substring(0, from) + " " + word + " " + text.substring(to);
                });
        return Arbitraries.oneOf(noise, good, mutated);
    }

    private static StatementRules rules() {
        CatalogStore catalog = new CatalogStore(new Knobs(), DataPlane.NONE, new ManualTimeline());
        catalog.createKeyspace(SCOPE, "ks", Replication.SINGLE, Map.of());
        catalog.createTable(
                SCOPE,
                new NewTable(
                        "ks",
                        "t",
                        new TableSchema(
                                List.of(new Column("k", "text"), new Column("c", "int"), new Column("v", "blob")),
                                List.of("k"),
                                List.of(new ClusteringColumn("c", SortOrder.ASC)),
                                List.of()),
                        TableSettings.DEFAULTS));
        SystemTables tables = new SystemTables(
                new NodeView("us-east-1", InetAddress.getLoopbackAddress(), List.of(), () -> Knobs.MURMUR3),
                new SchemaView(catalog, SCOPE));
        Access access = new Access(
                new Caller("arn:aws:iam::123456789012:user/u", "123456789012"),
                SCOPE,
                catalog,
                Authorizer.ALLOW_ALL,
                tables);
        return new StatementRules(access, Optional.of("ks"));
    }
}
