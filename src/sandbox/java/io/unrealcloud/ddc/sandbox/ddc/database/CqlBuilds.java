package io.unrealcloud.ddc.sandbox.ddc.database;

import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import java.util.List;

/**
 * The build and block stores as far as start-up goes: their tables, the two indexes DDC creates in every mode, and
 * a statement that reads an index's hidden view, which only ScyllaDB has. Their API is not stood in for.
 */
public final class CqlBuilds {
    private static final List<String> INDEXES = List.of(
            "CREATE INDEX IF NOT EXISTS block_context_by_time ON block_context"
                    + " ((namespace, block_context), last_update)",
            "CREATE INDEX IF NOT EXISTS block_context_by_blocks ON block_context (block_id)");

    public CqlBuilds(Connection connection, Release release) {
        ScyllaSettings settings = connection.settings();
        connection.createTables(
                connection.replicated(),
                new Schema(settings, release, SchemaCatalogue.current())
                        .replicated("builds", "build_parts", "build_appendixes", "block_index", "block_context"));
        connection.createTables(connection.replicated(), INDEXES);
        Statements statements = new Statements(connection.replicated());
        String bypass = settings.cassandraMode() ? "" : " BYPASS CACHE";
        statements.prepare("INSERT INTO builds (namespace, bucket_id, build_id, is_finalized, build_object)"
                + " VALUES (?, ?, ?, ?, ?) USING TTL ?");
        statements.prepare("SELECT build_id, is_finalized, build_object, TTL(build_object) FROM builds"
                + " WHERE namespace = ? AND bucket_id = ? AND build_id = ?");
        statements.prepare("SELECT namespace, bucket_id, build_id FROM builds" + bypass);
        statements.prepare("INSERT INTO build_parts (namespace, bucket_id, build_id, part_name, part_id)"
                + " VALUES (?, ?, ?, ?, ?) USING TTL ?");
        statements.prepare("INSERT INTO block_index (namespace, block_id, metadata_blob_id) VALUES (?, ?, ?)");
        statements.prepare(
                "INSERT INTO block_context (namespace, block_context, last_update, block_id)" + " VALUES (?, ?, ?, ?)");
        statements.prepare("SELECT block_id FROM block_context_by_time_index WHERE namespace = ? AND block_context = ?"
                + " ORDER BY last_update DESC");
    }
}
