package io.unrealcloud.ddc.verification;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What DDC has written to its database, read past DDC. Every read may throw {@link RowsUnavailableException}. */
public interface DatabaseRows extends AutoCloseable {
    /** The object a ref's row in {@code objects} points at. */
    Optional<IoHash> payloadOf(String namespace, String bucket, String name);

    /** The sites that {@code blob_index_v2} says have the blob. */
    Set<String> sitesOf(String namespace, IoHash blob);

    /** Whether {@code replication_log} has an event of the ref that is not older than {@code since}. */
    boolean logged(String namespace, String bucket, String name, Instant since);

    @Override
    void close();
}
