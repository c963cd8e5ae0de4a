package io.unrealcloud.ddc.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.AlreadyExistsException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.SetType;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Statements of the shapes DDC sends, for each of its tables, in Keyspaces mode and in Scylla mode: what they give
 * through the gateway is what they give directly, and what Keyspaces does not have is emulated or refused by name.
 */
class DdcStatementsTest {
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Sent in every mode; each once for the value sets 0 to 2. */
    private static final List<String> WRITES = List.of(
            "INSERT INTO objects (namespace, bucket, name, payload_hash, inline_payload, is_finalized,"
                    + " last_access_time) VALUES (?, ?, ?, ?, ?, ?, ?)",
            "UPDATE objects SET is_finalized = true WHERE namespace = ? AND bucket = ? AND name = ?",
            "INSERT INTO object_last_access_v2 (namespace, bucket, name, last_access_time) VALUES (?, ?, ?, ?)",
            "INSERT INTO buckets_v2 (namespace, bucket) VALUES (?, ?)",
            "INSERT INTO blob_index_v2 (namespace, blob_id, region) VALUES (?, ?, ?)",
            "INSERT INTO blob_incoming_references (namespace, blob_id, reference_id, reference_type, bucket_id)"
                    + " VALUES (?, ?, ?, ?, ?)",
            "INSERT INTO content_id (content_id, content_weight, chunks) VALUES (?, ?, ?)",
            "UPDATE content_id SET chunks = chunks + ? WHERE content_id = ? AND content_weight = ?",
            "INSERT INTO builds (namespace, bucket_id, build_id, is_finalized, build_object) VALUES (?, ?, ?, ?, ?)"
                    + " USING TTL ?",
            "INSERT INTO build_parts (namespace, bucket_id, build_id, part_name, part_id) VALUES (?, ?, ?, ?, ?)"
                    + " USING TTL ?",
            "INSERT INTO block_index (namespace, block_id, metadata_blob_id) VALUES (?, ?, ?)",
            "INSERT INTO block_context (namespace, block_context, last_update, block_id) VALUES (?, ?, ?, ?)");

    private static final List<String> LOCAL_WRITES = List.of(
            "INSERT INTO replication_log (namespace, replication_bucket, replication_id, bucket, key, type,"
                    + " object_identifier) VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ?",
            "INSERT INTO blob_replication_log (namespace, replication_bucket, replication_id, type, blob_id,"
                    + " bucket_hint) VALUES (?, ?, ?, ?, ?, ?) USING TTL ?",
            "INSERT INTO replication_snapshot (namespace, id, blob_snapshot, blob_namespace) VALUES (?, ?, ?, ?)",
            "INSERT INTO replication_namespace (namespace) VALUES (?)",
            "INSERT INTO replication_state (namespace, name, last_bucket, last_event) VALUES (?, ?, ?, ?)");

    private static final List<String> READS = List.of(
            "SELECT payload_hash, inline_payload, is_finalized, last_access_time FROM objects"
                    + " WHERE namespace = ? AND bucket = ? AND name = ?",
            "SELECT name FROM objects WHERE namespace = ? AND bucket = ? ALLOW FILTERING",
            "SELECT bucket FROM buckets_v2 WHERE namespace = ?",
            "SELECT region FROM blob_index_v2 WHERE namespace = ? AND blob_id = ?",
            "SELECT reference_id, bucket_id FROM blob_incoming_references WHERE namespace = ? AND blob_id = ?",
            "SELECT namespace, blob_id, reference_id FROM blob_incoming_references"
                    + " WHERE token(namespace, blob_id) >= ? AND token(namespace, blob_id) <= ?",
            "SELECT content_weight, chunks FROM content_id WHERE content_id = ?",
            "SELECT build_id, is_finalized, build_object FROM builds WHERE namespace = ? AND bucket_id = ? AND"
                    + " build_id = ?",
            "SELECT metadata_blob_id FROM block_index WHERE namespace = ? AND block_id = ?");

    private static final List<String> LOCAL_READS = List.of(
            "SELECT bucket, key, type, object_identifier FROM replication_log"
                    + " WHERE namespace = ? AND replication_bucket = ?",
            "SELECT type, blob_id, bucket_hint FROM blob_replication_log WHERE namespace = ? AND replication_bucket ="
                    + " ?",
            "SELECT blob_snapshot, blob_namespace FROM replication_snapshot WHERE namespace = ?",
            "SELECT last_bucket, last_event FROM replication_state WHERE namespace = ? AND name = ?");

    /** Scans of garbage collection. */
    private static final List<String> SCANS = List.of(
            "SELECT namespace, bucket, name, last_access_time FROM object_last_access_v2",
            "SELECT namespace, bucket, name FROM objects WHERE token(namespace, bucket, name) >= ?"
                    + " AND token(namespace, bucket, name) <= ?",
            "SELECT namespace, blob_id, region FROM blob_index_v2",
            "SELECT namespace, bucket_id, build_id FROM builds");

    private static final List<String> DELETES = List.of(
            "DELETE FROM objects WHERE namespace = ? AND bucket = ? AND name = ?",
            "DELETE FROM object_last_access_v2 WHERE namespace = ? AND bucket = ? AND name = ?",
            "DELETE FROM buckets_v2 WHERE namespace = ?",
            "DELETE FROM blob_index_v2 WHERE namespace = ? AND blob_id = ? AND region = ?",
            "DELETE FROM blob_incoming_references WHERE namespace = ? AND blob_id = ?",
            "DELETE FROM builds WHERE namespace = ? AND bucket_id = ? AND build_id = ?");

    @TempDir
    Path directory;

    private GatewayFixture fixture;
    private Gateway gateway;
    private KeyspaceNames names;
    private CqlSession replicated;
    private CqlSession local;
    private UUID time;

    @BeforeEach
    void start() {
        fixture = new GatewayFixture(directory);
        gateway = fixture.gateway();
        names = new KeyspaceNames(
                "stm_" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet(), "us_east_1");
        time = Uuids.timeBased();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void create(ColumnMode mode) {
        fixture.createSchemaOfDdc(names, mode);
        replicated = fixture.through(gateway);
        replicated.execute("USE \"" + names.replicated() + "\"");
        local = fixture.through(gateway);
        local.execute("USE \"" + names.local() + "\"");
    }

    @Test
    void inKeyspacesMode() {
        create(ColumnMode.CASSANDRA);
        startOfEveryPod();
        write();
        read("");
        // In this mode DDC leaves repetitions out itself.
        assertThat(rows(replicated, "SELECT namespace FROM buckets_v2", 0)).hasSize(3);
        countOfSnapshots();
        delete();

        assertThat(gateway.metrics().exposition())
                .contains("ddc_gateway_mode_mismatch 0\n")
                .contains("ddc_gateway_mode_evidence_total{evidence=\"blob_bind\",mode=\"keyspaces\"}")
                .doesNotContain("evidence=\"udt_bind\"")
                .doesNotContain("ddc_gateway_refused_total");
    }

    @Test
    void inScyllaMode() {
        create(ColumnMode.NATIVE);
        startOfEveryPod();
        write();
        assertThat(gateway.metrics().exposition())
                .as("what is bound tells the mode before any scan does")
                .contains("ddc_gateway_mode_mismatch 1\n")
                .contains("ddc_gateway_mode_evidence_total{evidence=\"udt_bind\",mode=\"scylla\"}")
                .doesNotContain("evidence=\"bypass_cache\"");
        read(" BYPASS CACHE");
        assertThat(rows(replicated, "SELECT DISTINCT namespace FROM buckets_v2", 0))
                .hasSize(3);
        countOfSnapshots();
        delete();

        // Bucket statistics, and the index of the build store.
        for (String aggregates : List.of(
                "SELECT count(size), min(size), max(size), sum(size) FROM bucket_referenced_blobs"
                        + " WHERE namespace = ? AND bucket_id = ? AND hash_prefix = ?",
                "SELECT sum(size) FROM bucket_referenced_blobs")) {
            assertThatThrownBy(() -> replicated.prepare(aggregates))
                    .isInstanceOf(InvalidQueryException.class)
                    .hasMessageContaining("aggregates");
        }
        assertThatThrownBy(() -> replicated.execute("CREATE INDEX IF NOT EXISTS block_context_by_time ON block_context"
                        + " ((namespace, block_context), last_update)"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("BuildStoreImplementation");
        assertThatThrownBy(() -> replicated.prepare("SELECT block_id FROM block_context_by_time_index"
                        + " WHERE namespace = ? AND block_context = ? ORDER BY last_update DESC"))
                .isInstanceOf(InvalidQueryException.class)
                .hasMessageContaining("block_context_by_time_index");
        assertThat(gateway.metrics().exposition())
                .contains("ddc_gateway_mode_evidence_total{evidence=\"bypass_cache\",mode=\"scylla\"}")
                .doesNotContain("evidence=\"blob_bind\"")
                .contains("ddc_gateway_refused_total{statement=\"aggregate\"} 2\n")
                .contains("ddc_gateway_refused_total{statement=\"CREATE INDEX\"} 1\n");
    }

    /** Both keyspaces are created without a guard; with schema changes allowed types and tables are, guarded. */
    private void startOfEveryPod() {
        for (String keyspace : List.of(names.replicated(), names.local())) {
            assertThatThrownBy(() -> replicated.execute("CREATE KEYSPACE \"" + keyspace
                            + "\" WITH replication = {'class' : 'SimpleStrategy', 'replication_factor' : '2'}"
                            + " AND durable_writes = true"))
                    .isInstanceOf(AlreadyExistsException.class);
        }
        replicated.execute("CREATE TYPE IF NOT EXISTS blob_identifier (hash blob)");
        replicated.execute("CREATE TYPE IF NOT EXISTS object_reference (bucket text, key text)");
        local.execute("CREATE TYPE IF NOT EXISTS blob_identifier (hash blob)");
        replicated.execute("CREATE TABLE IF NOT EXISTS buckets_v2 (namespace text, bucket text,"
                + " PRIMARY KEY ((namespace), bucket))");
        local.execute(
                "CREATE TABLE IF NOT EXISTS replication_namespace (namespace varchar, PRIMARY KEY ((namespace)))");
    }

    private void write() {
        for (int set = 0; set < 3; set++) {
            for (String statement : WRITES) {
                run(replicated, statement, set);
            }
            for (String statement : LOCAL_WRITES) {
                run(local, statement, set);
            }
        }
    }

    private void read(String suffixOfScans) {
        READS.forEach(statement -> sameAsDirect(replicated, names.replicated(), statement, ""));
        LOCAL_READS.forEach(statement -> sameAsDirect(local, names.local(), statement, ""));
        SCANS.forEach(statement -> sameAsDirect(replicated, names.replicated(), statement, suffixOfScans));
    }

    private void countOfSnapshots() {
        assertThat(rows(local, "SELECT count(*) FROM replication_snapshot WHERE namespace = ?", 1))
                .containsExactly("count 1 ");
        assertThat(rows(local, "SELECT count(*) FROM replication_snapshot WHERE namespace = ?", 9))
                .containsExactly("count 0 ");
    }

    private void delete() {
        DELETES.forEach(statement -> run(replicated, statement, 1));
        assertThat(rows(replicated, READS.get(0), 1)).isEmpty();
        assertThat(rows(replicated, READS.get(0), 2)).hasSize(1);
    }

    private void sameAsDirect(CqlSession session, String keyspace, String statement, String suffix) {
        List<String> seen = rows(session, statement + suffix, 1);
        String qualified = statement.replace(" FROM ", " FROM " + keyspace + ".");
        assertThat(seen).as(statement).isNotEmpty().containsExactlyElementsOf(rows(fixture.direct(), qualified, 1));
    }

    private List<String> rows(CqlSession session, String statement, int set) {
        List<String> rows = new ArrayList<>();
        for (Row row : run(session, statement, set)) {
            StringBuilder text = new StringBuilder();
            row.getColumnDefinitions().forEach(column -> text.append(column.getName())
                    .append(' ')
                    .append(
                            row.getObject(column.getName()) instanceof ByteBuffer bytes
                                    ? bytes.toString() + bytes.hashCode()
                                    : row.getObject(column.getName()))
                    .append(' '));
            rows.add(text.toString());
        }
        return rows;
    }

    private Iterable<Row> run(CqlSession session, String statement, int set) {
        PreparedStatement prepared = session.prepare(statement);
        BoundStatement bound = prepared.bind();
        int tokens = 0;
        for (int i = 0; i < prepared.getVariableDefinitions().size(); i++) {
            var variable = prepared.getVariableDefinitions().get(i);
            bound = variable.getName().asInternal().startsWith("partition key token")
                    ? bound.setLong(i, tokens++ == 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
                    : bound.set(i, value(variable.getName(), variable.getType(), set), codec(variable.getType()));
        }
        return session.execute(bound);
    }

    private static com.datastax.oss.driver.api.core.type.codec.TypeCodec<Object> codec(DataType type) {
        return com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry.DEFAULT.codecFor(type);
    }

    /** The same for the same name, type and set. */
    private Object value(CqlIdentifier name, DataType type, int set) {
        return switch (type) {
            case UserDefinedType udt -> udt.newValue(blob(set));
            case SetType many -> Set.of(value(name, many.getElementType(), set));
            default -> {
                Map<DataType, Object> values = Map.of(
                        DataTypes.TEXT,
                        name.asInternal() + set,
                        DataTypes.BLOB,
                        blob(set),
                        DataTypes.BOOLEAN,
                        false,
                        DataTypes.INT,
                        3600 + set,
                        DataTypes.BIGINT,
                        1_000L + set,
                        DataTypes.SMALLINT,
                        (short) set,
                        DataTypes.TIMESTAMP,
                        Instant.ofEpochSecond(1_700_000_000L + set),
                        DataTypes.UUID,
                        new UUID(4, set),
                        DataTypes.TIMEUUID,
                        time);
                yield Stream.of(values.get(type)).findFirst().orElseThrow();
            }
        };
    }

    private static ByteBuffer blob(int set) {
        return ByteBuffer.wrap(new byte[] {1, 2, 3, (byte) set});
    }
}
