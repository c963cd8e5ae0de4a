package io.unrealcloud.ddc.verification;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Reads DDC's rows over CQL, each by its full partition key. */
public final class CqlRows implements DatabaseRows {
    private static final long WINDOWS_EPOCH_SECONDS = 11_644_473_600L;
    private static final long HOUR_SECONDS = 3600;
    private static final long TICKS_PER_SECOND = 10_000_000L;

    private final CqlSession session;
    private final KeyspaceNames keyspaces;
    private final InstantSource clock;

    private CqlRows(CqlSession session, KeyspaceNames keyspaces, InstantSource clock) {
        this.session = session;
        this.keyspaces = keyspaces;
        this.clock = clock;
    }

    /**
     * @param sessions opens a session that {@link #close} closes
     * @throws RowsUnavailableException if none can be opened
     */
    public static CqlRows open(Supplier<CqlSession> sessions, KeyspaceNames keyspaces, InstantSource clock) {
        try {
            return new CqlRows(sessions.get(), keyspaces, clock);
        } catch (DriverException | IllegalStateException e) {
            throw new RowsUnavailableException("Cannot log in to DDC's database: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<IoHash> payloadOf(String namespace, String bucket, String name) {
        Row row = query(
                        "SELECT payload_hash FROM " + keyspaces.replicated()
                                + ".objects WHERE namespace = ? AND bucket = ? AND name = ?",
                        namespace,
                        bucket,
                        name)
                .one();
        return Optional.ofNullable(row)
                .map(found -> found.getUdtValue("payload_hash"))
                .map(CqlRows::hash);
    }

    @Override
    public Set<String> sitesOf(String namespace, IoHash blob) {
        Set<String> sites = new HashSet<>();
        query(
                        "SELECT region FROM " + keyspaces.replicated()
                                + ".blob_index_v2 WHERE namespace = ? AND blob_id = ?",
                        namespace,
                        ByteBuffer.wrap(blob.bytes()))
                .forEach(row -> sites.add(row.getString("region")));
        return sites;
    }

    /** DDC numbers the log's hours by Windows file time, and orders each hour's events by time. */
    @Override
    public boolean logged(String namespace, String bucket, String name, Instant since) {
        UUID first = Uuids.startOf(since.toEpochMilli());
        return LongStream.rangeClosed(hour(since), hour(clock.instant()))
                .map(hour -> hour * HOUR_SECONDS * TICKS_PER_SECOND)
                .anyMatch(hour -> query(
                                "SELECT bucket, key FROM " + keyspaces.local()
                                        + ".replication_log WHERE namespace = ? AND replication_bucket = ?"
                                        + " AND replication_id >= ?",
                                namespace,
                                hour,
                                first)
                        .all()
                        .stream()
                        .anyMatch(row -> bucket.equals(row.getString("bucket")) && name.equals(row.getString("key"))));
    }

    /** Hours since 1601. */
    private static long hour(Instant at) {
        return (at.getEpochSecond() + WINDOWS_EPOCH_SECONDS) / HOUR_SECONDS;
    }

    private ResultSet query(String text, Object... values) {
        try {
            return session.execute(SimpleStatement.newInstance(text, values));
        } catch (DriverException e) {
            throw new RowsUnavailableException("Cannot read DDC's database: " + e.getMessage(), e);
        }
    }

    private static IoHash hash(UdtValue identifier) {
        ByteBuffer blob = identifier.getByteBuffer("hash");
        byte[] bytes = new byte[blob.remaining()];
        blob.get(bytes);
        return IoHash.fromBytes(bytes);
    }

    @Override
    public void close() {
        session.close();
    }
}
