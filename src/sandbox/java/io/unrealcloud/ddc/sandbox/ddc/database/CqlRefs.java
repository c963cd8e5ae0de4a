package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.store.Ref;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.sandbox.ddc.store.RefStore;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Refs in {@code objects}, {@code object_last_access_v2} and {@code buckets_v2}, or its older form. */
public final class CqlRefs implements RefStore {
    private static final Duration BUCKET_REFRESH = Duration.ofHours(1);
    private static final String KEY = " WHERE namespace = ? AND bucket = ? AND name = ?";

    private final ScyllaSettings settings;
    private final InstantSource clock;
    private final Statements statements;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement insertExpiring;
    private final PreparedStatement complete;
    private final PreparedStatement delete;
    private final PreparedStatement setAccess;
    private final PreparedStatement setLegacyAccess;
    private final PreparedStatement deleteAccess;
    private final PreparedStatement addBucket;
    private final PreparedStatement namespaces;
    private final PreparedStatement scan;
    private final boolean distinctByUs;
    private final Map<String, Instant> bucketsAdded = new ConcurrentHashMap<>();

    public CqlRefs(Connection connection, Release release, InstantSource clock) {
        this.settings = connection.settings();
        this.clock = clock;
        connection.createTables(
                connection.replicated(),
                new Schema(settings, release, SchemaCatalogue.current())
                        .replicated(
                                "objects",
                                "object_last_access_v2",
                                "buckets_v2",
                                "buckets",
                                "bucket_referenced_ref",
                                "bucket_referenced_blobs"));
        statements = new Statements(connection.replicated());
        select = statements.prepare(
                "SELECT payload_hash, inline_payload, is_finalized, last_access_time FROM objects" + KEY);
        String insertText = "INSERT INTO objects (namespace, bucket, name, payload_hash, inline_payload, is_finalized,"
                + " last_access_time) VALUES (?, ?, ?, ?, ?, ?, ?)";
        insert = statements.prepare(insertText);
        insertExpiring = statements.prepare(insertText + " USING TTL ?");
        complete = statements.prepare("UPDATE objects SET is_finalized = true" + KEY);
        delete = statements.prepare("DELETE FROM objects" + KEY);
        setAccess = statements.prepare(
                "INSERT INTO object_last_access_v2 (namespace, bucket, name, last_access_time) VALUES (?, ?, ?, ?)");
        setLegacyAccess = statements.prepare("UPDATE objects SET last_access_time = ?" + KEY);
        deleteAccess = statements.prepare("DELETE FROM object_last_access_v2" + KEY);
        addBucket = statements.prepare(
                settings.legacyBuckets()
                        ? "UPDATE buckets SET bucket = bucket + ? WHERE namespace = ?"
                        : "INSERT INTO buckets_v2 (namespace, bucket) VALUES (?, ?)");
        distinctByUs = settings.keyspacesMode();
        String names = settings.legacyBuckets() ? "buckets" : "buckets_v2";
        namespaces = statements.prepare((distinctByUs ? "SELECT" : "SELECT DISTINCT") + " namespace FROM " + names);
        // Dropping a bucket reads part of a partition key.
        statements.prepare("SELECT name FROM objects WHERE namespace = ? AND bucket = ? ALLOW FILTERING");
        String table = settings.listFromLastAccess() ? "object_last_access_v2" : "objects";
        String range = settings.perShardScanning()
                ? " WHERE token(namespace, bucket, name) >= ? AND token(namespace, bucket, name) <= ?"
                : "";
        scan = statements.prepare("SELECT namespace, bucket, name, last_access_time FROM " + table + range
                + (settings.cassandraMode() ? "" : " BYPASS CACHE"));
    }

    @Override
    public Optional<Ref> get(RefKey key) {
        Row row = statements
                .run(select, key.namespace(), key.bucket(), key.name())
                .one();
        if (row == null || row.isNull("payload_hash")) {
            return Optional.empty();
        }
        return Optional.of(new Ref(
                key,
                Statements.hash(row.getUdtValue("payload_hash")),
                Optional.ofNullable(row.getByteBuffer("inline_payload")).map(CqlRefs::bytes),
                row.getBoolean("is_finalized"),
                Optional.ofNullable(row.getInstant("last_access_time")).orElse(Instant.EPOCH)));
    }

    @Override
    public void put(Ref ref, Optional<Duration> timeToLive) {
        RefKey key = ref.key();
        PreparedStatement statement = timeToLive.isPresent() ? insertExpiring : insert;
        Object[] values = {
            key.namespace(),
            key.bucket(),
            key.name(),
            Statements.identifier(statement, "payload_hash", ref.payload()),
            ref.inline().map(ByteBuffer::wrap).orElse(null),
            ref.complete(),
            ref.lastAccess(),
            timeToLive.map(Duration::toSeconds).map(Math::toIntExact).orElse(null)
        };
        statements.run(statement, timeToLive.isPresent() ? values : java.util.Arrays.copyOf(values, 7));
        accessed(key, ref.lastAccess());
        addBucket(key);
    }

    /** At most once an hour for each pod and bucket. */
    private void addBucket(RefKey key) {
        Instant now = clock.instant();
        Instant added = bucketsAdded.get(key.namespace() + "/" + key.bucket());
        if (added == null || added.plus(BUCKET_REFRESH).isBefore(now)) {
            if (settings.legacyBuckets()) {
                statements.run(addBucket, Set.of(key.bucket()), key.namespace());
            } else {
                statements.run(addBucket, key.namespace(), key.bucket());
            }
            bucketsAdded.put(key.namespace() + "/" + key.bucket(), now);
        }
    }

    @Override
    public void complete(RefKey key) {
        statements.run(complete, key.namespace(), key.bucket(), key.name());
    }

    @Override
    public boolean delete(RefKey key) {
        boolean there = get(key).isPresent();
        statements.run(delete, key.namespace(), key.bucket(), key.name());
        statements.run(deleteAccess, key.namespace(), key.bucket(), key.name());
        return there;
    }

    @Override
    public void accessed(RefKey key, Instant at) {
        statements.run(setAccess, key.namespace(), key.bucket(), key.name(), at);
        if (settings.legacyLastAccess()) {
            statements.run(setLegacyAccess, at, key.namespace(), key.bucket(), key.name());
        }
    }

    @Override
    public List<String> namespaces() {
        return statements.run(namespaces).all().stream()
                .map(row -> row.getString("namespace"))
                .distinct()
                .toList();
    }

    @Override
    public void scan(Consumer<Access> each) {
        if (settings.perShardScanning()) {
            Ranges.of(settings.ranges())
                    .forEach(range ->
                            statements.run(scan, range.from(), range.to()).forEach(row -> read(row, each)));
        } else {
            statements.run(scan).forEach(row -> read(row, each));
        }
    }

    private static void read(Row row, Consumer<Access> each) {
        Instant at = row.getInstant("last_access_time");
        if (at != null) {
            each.accept(new Access(
                    new RefKey(row.getString("namespace"), row.getString("bucket"), row.getString("name")), at));
        }
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
