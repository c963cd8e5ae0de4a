package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ClusteringOrder;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Column;
import io.unrealcloud.ddc.sandbox.keyspaces.model.NewTable;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Replication;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Status;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSchema;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableSettings;
import io.unrealcloud.ddc.sandbox.keyspaces.model.TableView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema over CQL: what is accepted, when it is there, and who sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontSchemaTest {
    @TempDir
    static Path directory;

    private FrontFixture fixture;
    private CqlSession session;
    private String ks;

    @BeforeAll
    void start() {
        fixture = new FrontFixture(directory);
        session = fixture.session(fixture.front("us-east-1"));
    }

    @BeforeEach
    void name() {
        ks = fixture.newName();
    }

    @AfterEach
    void noDelays() {
        for (Delay delay : Delay.values()) {
            fixture.knobs.delay(delay, Duration.ZERO);
        }
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
    }

    private void createKeyspace() {
        session.execute("CREATE KEYSPACE " + ks + " WITH replication = {'class': 'SingleRegionStrategy'}");
    }

    private TableView table(String name) {
        return fixture.catalog.table(FrontFixture.scope("us-east-1"), ks, name).orElseThrow();
    }

    @Test
    void changesHappenLater() {
        fixture.knobs
                .delay(Delay.CREATE_KEYSPACE, Duration.ofSeconds(1))
                .delay(Delay.CREATE_TYPE, Duration.ofSeconds(1))
                .delay(Delay.CREATE_TABLE, Duration.ofSeconds(1))
                .delay(Delay.DELETE_TABLE, Duration.ofSeconds(1));
        createKeyspace();
        assertThat(session.execute("SELECT * FROM system_schema_mcs.keyspaces WHERE keyspace_name = '" + ks + "'")
                        .all())
                .isEmpty();
        assertThatThrownBy(() -> session.execute("USE " + ks)).hasMessageContaining("does not exist");
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY)"))
                .hasMessageContaining(ks);
        fixture.timeline.advance(Duration.ofSeconds(1));
        session.execute("USE " + ks);

        session.execute("CREATE TYPE pair (x int, y text)");
        assertThat(status("types", "type_name", "pair")).isEqualTo("CREATING");
        fixture.timeline.advance(Duration.ofSeconds(1));

        session.execute("CREATE TABLE t (k int PRIMARY KEY, v frozen<pair>)");
        assertThat(status("tables", "table_name", "t")).isEqualTo("CREATING");
        assertThatThrownBy(() -> session.execute("SELECT * FROM t")).hasMessageContaining("unconfigured table t");
        assertThatThrownBy(() -> session.prepare("INSERT INTO t (k) VALUES (?)"))
                .hasMessageContaining("unconfigured table t");
        fixture.timeline.advance(Duration.ofSeconds(1));
        assertThat(status("tables", "table_name", "t")).isEqualTo("ACTIVE");
        session.execute("INSERT INTO t (k, v) VALUES (1, {x: 1, y: 'one'})");
        PreparedStatement select = session.prepare("SELECT v FROM t WHERE k = ?");
        assertThat(session.execute(select.bind(1)).one().getUdtValue(0).getString("y"))
                .isEqualTo("one");

        session.execute("DROP TABLE t");
        assertThat(status("tables", "table_name", "t")).isEqualTo("DELETING");
        assertThatThrownBy(() -> session.execute(select.bind(1))).hasMessageContaining("unconfigured table t");
        fixture.timeline.advance(Duration.ofSeconds(1));
        assertThat(fixture.catalog.dataPlaneFailures()).isEmpty();
    }

    private String status(String table, String nameColumn, String name) {
        PreparedStatement select = session.prepare("SELECT status FROM system_schema_mcs." + table
                + " WHERE keyspace_name = ? AND " + nameColumn + " = :name");
        return session.execute(select.boundStatementBuilder(ks, name)
                        .setIdempotence(true)
                        .build())
                .one()
                .getString("status");
    }

    @Test
    void existingObjectsAreNamed() {
        createKeyspace();
        assertThatThrownBy(this::createKeyspace)
                .isInstanceOfSatisfying(AlreadyExistsException.class, e -> assertThat(e.getMessage())
                        .contains(ks));
        session.execute(
                "CREATE KEYSPACE IF NOT EXISTS " + ks + " WITH replication = {'class': 'SingleRegionStrategy'}");
        session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY)");
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY)"))
                .isInstanceOf(AlreadyExistsException.class);
        session.execute("CREATE TABLE IF NOT EXISTS " + ks + ".t (k int PRIMARY KEY)");
        session.execute("DROP TABLE IF EXISTS " + ks + ".missing");
        assertThatThrownBy(() -> session.execute("DROP TABLE " + ks + ".missing"))
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> session.execute("DROP KEYSPACE missing_keyspace"))
                .hasMessageContaining("missing_keyspace");
    }

    @Test
    void propertiesOfTheServiceAreUnderstood() {
        createKeyspace();
        session.execute("CREATE TABLE " + ks + ".\"T\" (a text, b int, \"C\" timeuuid, s text STATIC,"
                + " v map<text, frozen<list<blob>>>, PRIMARY KEY ((a, b), \"C\"))"
                + " WITH CLUSTERING ORDER BY (\"C\" DESC) AND comment = 'it''s' AND compaction = {'class':"
                + " 'SizeTieredCompactionStrategy'} AND default_time_to_live = 60 AND custom_properties ="
                + " {'capacity_mode': {'throughput_mode': 'PROVISIONED', 'read_capacity_units': 10,"
                + " 'write_capacity_units': 20}, 'point_in_time_recovery': {'status': 'enabled'},"
                + " 'encryption_specification': {'encryption_type': 'AWS_OWNED_KMS_KEY'},"
                + " 'client_side_timestamps': {'status': 'enabled'}} AND tags = {'team': 'ddc'};");
        TableView table = table("T");
        assertThat(table.schema().partitionKeys()).containsExactly("a", "b");
        assertThat(table.schema().staticColumns()).containsExactly("s");
        assertThat(table.settings().comment()).isEqualTo("it's");
        assertThat(table.settings().capacity().readUnits()).isEqualTo(10);
        assertThat(table.settings().ttlEnabled()).isTrue();
        assertThat(table.settings().clientSideTimestamps()).isTrue();
        assertThat(table.settings().pointInTimeRecovery()).isTrue();
        assertThat(table.tags()).containsEntry("team", "ddc");

        Row row = session.execute(
                        "SELECT custom_properties, default_time_to_live FROM system_schema_mcs.tables"
                                + " WHERE keyspace_name = ? AND table_name = ?",
                        ks,
                        "T")
                .one();
        assertThat(row.getInt(1)).isEqualTo(60);
        assertThat(row.getObject(0).toString()).contains("PROVISIONED").contains("client_side_timestamps");
        assertThat(session.execute("SELECT tags FROM system_schema_mcs.tags WHERE resource_id = ?", table.arn())
                        .one()
                        .getMap(0, String.class, String.class))
                .containsEntry("team", "ddc");

        KeyspaceMetadata metadata = session.refreshSchema().getKeyspace(ks).orElseThrow();
        TableMetadata seen = metadata.getTable("\"T\"").orElseThrow();
        assertThat(seen.getPartitionKey()).hasSize(2);
        assertThat(seen.getClusteringColumns().values()).containsExactly(ClusteringOrder.DESC);
        assertThat(seen.getColumn("s").orElseThrow().isStatic()).isTrue();
        assertThat(seen.getColumn("v").orElseThrow().getType().asCql(true, true))
                .isEqualTo("map<text, frozen<list<blob>>>");
    }

    @Test
    void tablesAreAlteredOneSettingAtATime() {
        createKeyspace();
        session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY)");
        session.execute("ALTER TABLE " + ks + ".t ADD v text");
        session.execute("ALTER TABLE " + ks + ".t ADD (w int, x set<text>)");
        session.execute("ALTER TABLE " + ks + ".t WITH custom_properties = {'ttl': {'status': 'enabled'}}");
        session.execute("ALTER TABLE " + ks + ".t WITH default_time_to_live = 30");
        session.execute("ALTER TABLE " + ks + ".t ADD TAGS {'a': '1', 'b': '2'}");
        session.execute("ALTER TABLE " + ks + ".t DROP TAGS {'a': '1'}");
        assertThat(table("t").schema().columns()).hasSize(4);
        assertThat(table("t").settings().defaultTimeToLive()).isEqualTo(30);
        assertThat(table("t").tags()).isEqualTo(Map.of("b", "2"));
        session.execute("INSERT INTO " + ks + ".t (k, w) VALUES (1, 2) USING TTL 5");
        assertThat(session.execute("SELECT ttl(w) FROM " + ks + ".t").one().getInt(0))
                .isBetween(1, 5);
        for (String refused : List.of(
                "WITH custom_properties = {'ttl': {'status': 'enabled'}, 'point_in_time_recovery': {'status':"
                        + " 'enabled'}}",
                "WITH custom_properties = {'ttl': {'status': 'disabled'}}",
                "WITH custom_properties = {'replica_updates': {'us-east-1': 'x'}}",
                "DROP v",
                "RENAME k TO kk",
                "ADD z int STATIC")) {
            assertThatThrownBy(() -> session.execute("ALTER TABLE " + ks + ".t " + refused))
                    .as(refused)
                    .isInstanceOf(InvalidQueryException.class);
        }
        assertThat(fixture.catalog.dataPlaneFailures()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(k int) | No PRIMARY KEY",
                "(k int PRIMARY KEY, c int, PRIMARY KEY (c)) | Multiple PRIMARY KEY",
                "(k int PRIMARY KEY) WITH COMPACT STORAGE | COMPACT STORAGE is not supported",
                "(k int, c int, PRIMARY KEY (k, c)) WITH CLUSTERING ORDER BY (k DESC) | CLUSTERING ORDER BY must name",
                "(k int PRIMARY KEY, v missing) | missing",
                "(k int PRIMARY KEY) WITH custom_properties = {'speed': {'status': 'enabled'}} | 'speed'",
                "(k int PRIMARY KEY) WITH custom_properties = {'capacity_mode': {'throughput_mode': 'FREE'}} | FREE",
            })
    void refusesTables(String definition, String message) {
        createKeyspace();
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + ks + ".t " + definition))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining(message);
        assertThat(fixture.catalog.tables(FrontFixture.scope("us-east-1"), ks)).isEmpty();
    }

    @Test
    void refusesWhatCassandrasParserRefuses() {
        createKeyspace();
        for (String bad : List.of("(k int PRIMARY KEY", "(k int PRIMARY KEY) WITH speed = 'high'", "(k int PRIMARY)")) {
            assertThatThrownBy(() -> session.execute("CREATE TABLE " + ks + ".t " + bad))
                    .as(bad)
                    .isInstanceOf(SyntaxError.class);
        }
        assertThatThrownBy(() -> session.execute("CREATE TABLE " + ks + ".select (k int PRIMARY KEY)"))
                .isInstanceOf(SyntaxError.class);
    }

    @Test
    void everyRegionSeesItsOwn() {
        CqlFront west = fixture.front("us-west-2");
        CqlSession other = fixture.session(west);
        createKeyspace();
        session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY)");
        assertThatThrownBy(() -> other.execute("SELECT * FROM " + ks + ".t")).hasMessageContaining("does not exist");
        assertThat(other.execute("SELECT * FROM system_schema.tables WHERE keyspace_name = ?", ks)
                        .all())
                .isEmpty();

        String both = fixture.newName();
        session.execute("CREATE KEYSPACE " + both
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'us-east-1': '3', 'us-west-2': '3'}");
        session.execute("CREATE TABLE " + both + ".t (k int PRIMARY KEY, v text)");
        session.execute("INSERT INTO " + both + ".t (k, v) VALUES (1, 'everywhere')");
        assertThat(other.execute("SELECT v FROM " + both + ".t WHERE k = 1")
                        .one()
                        .getString(0))
                .isEqualTo("everywhere");
        assertThat(other.execute("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?", both)
                        .one()
                        .getMap(0, String.class, String.class))
                .containsEntry("us-east-1", "3")
                .containsEntry("us-west-2", "3");
        assertThat(other.execute(
                                "SELECT region, status FROM system_multiregion_info.tables WHERE keyspace_name = ?",
                                both)
                        .all())
                .extracting(row -> row.getString(0) + " " + row.getString(1))
                .containsExactlyInAnyOrder("us-east-1 ACTIVE", "us-west-2 ACTIVE");
        assertThat(other.execute("SELECT data_center FROM system.local").one().getString(0))
                .isEqualTo("us-west-2");
    }

    @Test
    void tablesOfTheApiAreRealTables() {
        var scope = FrontFixture.scope("us-east-1");
        fixture.catalog.createKeyspace(scope, ks, Replication.SINGLE, Map.of());
        fixture.catalog.createType(scope, ks, "blob_identifier", List.of(new Column("hash", "blob")));
        fixture.catalog.createTable(
                scope,
                new NewTable(
                        ks,
                        "blobs",
                        new TableSchema(
                                List.of(
                                        new Column("namespace", "text"),
                                        new Column("id", "frozen<blob_identifier>"),
                                        new Column("regions", "set<text>")),
                                List.of("namespace", "id"),
                                List.of(),
                                List.of()),
                        TableSettings.DEFAULTS));
        assertThat(fixture.catalog.table(scope, ks, "blobs").orElseThrow().status())
                .isEqualTo(Status.ACTIVE);
        session.execute(
                "INSERT INTO " + ks + ".blobs (namespace, id, regions) VALUES ('n', {hash: 0x01}, {'us-east-1'})");
        assertThat(session.execute("SELECT id FROM " + ks + ".blobs")
                        .one()
                        .getUdtValue(0)
                        .getByteBuffer("hash")
                        .get(0))
                .isEqualTo((byte) 1);
    }

    @Test
    void callersNeedPermission() {
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> denied = new ArrayList<>();
        CqlFront guarded = fixture.front(
                "us-east-1",
                settings -> settings.withAuthorizer((arn, action, resource) -> {
                    asked.add(action + " " + resource.substring(resource.indexOf(":/") + 1));
                    return !denied.contains(action);
                }));
        CqlSession caller = fixture.session(guarded);
        assertThat(asked).contains("cassandra:Select /keyspace/system/table/local");
        asked.clear();
        createKeyspace();
        caller.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY) WITH tags = {'a': 'b'}");
        assertThat(asked)
                .contains(
                        "cassandra:Create /keyspace/" + ks + "/table/t",
                        "cassandra:TagResource /keyspace/" + ks + "/table/t");
        PreparedStatement insert = caller.prepare("INSERT INTO " + ks + ".t (k) VALUES (?)");
        caller.execute(insert.bind(1));
        denied.addAll(List.of("cassandra:Modify", "cassandra:Drop", "cassandra:Create"));
        for (String refused : List.of(
                "INSERT INTO " + ks + ".t (k) VALUES (1)",
                "DROP TABLE " + ks + ".t",
                "DROP KEYSPACE " + ks,
                "CREATE KEYSPACE unwanted WITH replication = {'class': 'SingleRegionStrategy'}")) {
            assertThatThrownBy(() -> caller.execute(refused))
                    .as(refused)
                    .isInstanceOf(UnauthorizedException.class)
                    .hasMessageContaining(
                            "User: " + FrontFixture.USER_ARN + " is not authorized to perform: cassandra:");
        }
        assertThatThrownBy(() -> caller.execute(insert.bind(2))).isInstanceOf(UnauthorizedException.class);
        assertThat(caller.execute("SELECT k FROM " + ks + ".t").all()).hasSize(1);
        denied.add("cassandra:Select");
        assertThatThrownBy(() -> caller.execute("SELECT k FROM " + ks + ".t"))
                .isInstanceOf(UnauthorizedException.class);
    }

    @Test
    void systemTablesAnswerWhatIsAskedAndRefuseTheRestByName() {
        createKeyspace();
        session.execute("CREATE TABLE " + ks + ".t (k int PRIMARY KEY, v text)");
        assertThat(session.execute("SELECT column_name AS name, type FROM system_schema.columns WHERE keyspace_name = '"
                                + ks + "' AND table_name IN ('t', 'u') LIMIT 1")
                        .all())
                .hasSize(1)
                .first()
                .extracting(row -> row.getString("name"))
                .isIn("k", "v");
        assertThat(session.execute("SELECT table_name FROM system_schema.tables WHERE keyspace_name IN ?", List.of(ks))
                        .all())
                .hasSize(1);
        assertThat(session.execute("SELECT keyspace_name FROM system_schema_mcs.tables WHERE status = 'ACTIVE' ALLOW"
                                + " FILTERING")
                        .all())
                .extracting(row -> row.getString(0))
                .contains(ks);
        for (String refused : List.of(
                "SELECT count(*) FROM system_schema.tables",
                "SELECT table_name FROM system_schema.tables WHERE status = 'ACTIVE'",
                "SELECT table_name FROM system_schema_mcs.tables WHERE status = 'ACTIVE'",
                "SELECT nothing FROM system.local",
                "SELECT key FROM system.local WHERE key > 'a'",
                "SELECT key FROM system.local WHERE token(key) > 1",
                "SELECT key FROM system.local WHERE key = 17",
                "SELECT key FROM system.local LIMIT 0",
                "SELECT JSON key FROM system.local",
                "SELECT key FROM system.local WHERE key = 'local' ORDER BY key")) {
            assertThatThrownBy(() -> session.execute(refused)).as(refused).isInstanceOf(InvalidQueryException.class);
        }
    }
}
