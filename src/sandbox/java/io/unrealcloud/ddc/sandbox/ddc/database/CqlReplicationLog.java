package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.sandbox.ddc.store.ReplicationLog;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.verification.IoHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** {@code replication_log} and its companions in the local keyspace. */
public final class CqlReplicationLog implements ReplicationLog {
    private static final int REF_ADDED = 0;
    private static final long WINDOWS_EPOCH_SECONDS = 11_644_473_600L;

    private final Statements statements;
    private final InstantSource clock;
    private final int timeToLive;
    private final PreparedStatement insert;
    private final PreparedStatement namespace;

    public CqlReplicationLog(Connection connection, Release release, InstantSource clock) {
        ScyllaSettings settings = connection.settings();
        this.clock = clock;
        this.timeToLive = Math.toIntExact(settings.logTimeToLive().toSeconds());
        connection.createTables(
                connection.local(),
                new Schema(settings, release, SchemaCatalogue.current())
                        .local(
                                "replication_log",
                                "blob_replication_log",
                                "replication_snapshot",
                                "replication_namespace",
                                "replication_state"));
        statements = new Statements(connection.local());
        insert =
                statements.prepare("INSERT INTO replication_log (namespace, replication_bucket, replication_id, bucket,"
                        + " key, type, object_identifier) VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ?");
        namespace = statements.prepare("INSERT INTO replication_namespace (namespace) VALUES (?)");
        statements.prepare("SELECT namespace FROM replication_namespace");
        statements.prepare("SELECT replication_id, bucket, key, type, object_identifier FROM replication_log"
                + " WHERE namespace = ? AND replication_bucket = ?");
        statements.prepare("INSERT INTO blob_replication_log (namespace, replication_bucket, replication_id, type,"
                + " blob_id, bucket_hint) VALUES (?, ?, ?, ?, ?, ?) USING TTL ?");
        statements.prepare("SELECT replication_id, type, blob_id, bucket_hint FROM blob_replication_log"
                + " WHERE namespace = ? AND replication_bucket = ?");
        statements.prepare(
                "INSERT INTO replication_snapshot (namespace, id, blob_snapshot, blob_namespace) VALUES (?, ?, ?, ?)");
        statements.prepare("SELECT id, blob_snapshot, blob_namespace FROM replication_snapshot WHERE namespace = ?");
        // Snapshots are trimmed by counting them, in every mode.
        statements.prepare("SELECT count(*) FROM replication_snapshot WHERE namespace = ?");
        statements.prepare("DELETE FROM replication_snapshot WHERE namespace = ? AND id = ?");
        statements.prepare("SELECT last_bucket, last_event FROM replication_state WHERE namespace = ? AND name = ?");
        statements.prepare(
                "INSERT INTO replication_state (namespace, name, last_bucket, last_event) VALUES (?, ?, ?, ?)");
    }

    @Override
    public void added(RefKey ref, IoHash payload) {
        Instant now = clock.instant();
        statements.run(
                insert,
                ref.namespace(),
                bucket(now),
                Uuids.timeBased(),
                ref.bucket(),
                ref.name(),
                REF_ADDED,
                Statements.identifier(insert, "object_identifier", payload),
                timeToLive);
        statements.run(namespace, ref.namespace());
    }

    /** Windows file time, in steps of 100 ns since 1601, of the beginning of the hour. */
    static long bucket(Instant at) {
        long hour = Duration.ofHours(1).toSeconds();
        long seconds = at.getEpochSecond() + WINDOWS_EPOCH_SECONDS;
        return seconds / hour * hour * 10_000_000L;
    }
}
