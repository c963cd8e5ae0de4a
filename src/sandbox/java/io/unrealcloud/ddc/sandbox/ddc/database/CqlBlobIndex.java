package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.store.BlobIndex;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.verification.IoHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code blob_index_v2} and {@code blob_incoming_references}, with the older {@code blob_index} to fall back on. */
public final class CqlBlobIndex implements BlobIndex {
    private static final short REF = 0;
    private static final String ID = " WHERE namespace = ? AND blob_id = ?";

    private final Statements statements;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement select;
    private final PreparedStatement scan;
    private final PreparedStatement refer;
    private final PreparedStatement referrers;
    private final PreparedStatement forget;
    private final Optional<PreparedStatement> old;
    private final boolean oldIsBlob;

    public CqlBlobIndex(Connection connection, Release release) {
        ScyllaSettings settings = connection.settings();
        connection.createTables(
                connection.replicated(),
                new Schema(settings, release, SchemaCatalogue.current())
                        .replicated("blob_index", "blob_index_v2", "blob_incoming_references"));
        statements = new Statements(connection.replicated());
        String bypass = settings.cassandraMode() ? "" : " BYPASS CACHE";
        insert = statements.prepare("INSERT INTO blob_index_v2 (namespace, blob_id, region) VALUES (?, ?, ?)");
        delete = statements.prepare("DELETE FROM blob_index_v2" + ID + " AND region = ?");
        statements.prepare("DELETE FROM blob_index_v2" + ID);
        select = statements.prepare("SELECT region FROM blob_index_v2" + ID);
        scan = statements.prepare("SELECT namespace, blob_id, region FROM blob_index_v2" + bypass);
        refer = statements.prepare("INSERT INTO blob_incoming_references (namespace, blob_id, reference_id,"
                + " reference_type, bucket_id) VALUES (?, ?, ?, ?, ?)");
        referrers = statements.prepare("SELECT reference_id, bucket_id FROM blob_incoming_references" + ID);
        forget = statements.prepare("DELETE FROM blob_incoming_references" + ID + " AND reference_id = ?");
        statements.prepare("DELETE FROM blob_incoming_references" + ID);
        statements.prepare("SELECT namespace, blob_id, reference_id FROM blob_incoming_references"
                + " WHERE token(namespace, blob_id) >= ? AND token(namespace, blob_id) <= ?" + bypass);
        old = settings.migrateOldBlobIndex()
                ? Optional.of(statements.prepare("SELECT regions FROM blob_index" + ID))
                : Optional.empty();
        oldIsBlob = settings.cassandraMode();
    }

    @Override
    public void add(String namespace, IoHash blob, String site) {
        statements.run(insert, namespace, Statements.blob(blob), site);
    }

    @Override
    public void remove(String namespace, IoHash blob, String site) {
        statements.run(delete, namespace, Statements.blob(blob), site);
    }

    @Override
    public Set<String> sites(String namespace, IoHash blob) {
        Set<String> sites = new HashSet<>();
        statements.run(select, namespace, Statements.blob(blob)).forEach(row -> sites.add(row.getString("region")));
        if (sites.isEmpty() && old.isPresent()) {
            Object id = oldIsBlob ? Statements.blob(blob) : Statements.identifier(old.get(), "blob_id", blob);
            Row row = statements.run(old.get(), namespace, id).one();
            if (row != null) {
                sites.addAll(row.getSet("regions", String.class));
            }
        }
        return sites;
    }

    @Override
    public void refer(String namespace, IoHash blob, RefKey ref) {
        statements.run(refer, namespace, Statements.blob(blob), id(ref), REF, ref.bucket());
    }

    /** A ref's name is 40 hexadecimal digits, kept as text bytes. */
    @Override
    public List<RefKey> referrers(String namespace, IoHash blob) {
        return statements.run(referrers, namespace, Statements.blob(blob)).all().stream()
                .map(row -> new RefKey(
                        namespace,
                        row.getString("bucket_id"),
                        StandardCharsets.US_ASCII
                                .decode(row.getByteBuffer("reference_id"))
                                .toString()))
                .toList();
    }

    @Override
    public void forget(String namespace, IoHash blob, RefKey ref) {
        statements.run(forget, namespace, Statements.blob(blob), id(ref));
    }

    @Override
    public void scan(Consumer<Blob> each) {
        statements
                .run(scan)
                .forEach(row -> each.accept(new Blob(
                        row.getString("namespace"),
                        Statements.hash(row.getByteBuffer("blob_id")),
                        row.getString("region"))));
    }

    private static ByteBuffer id(RefKey ref) {
        return StandardCharsets.US_ASCII.encode(ref.name());
    }
}
