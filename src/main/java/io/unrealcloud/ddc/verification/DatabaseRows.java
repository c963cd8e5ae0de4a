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

    /** Whether {@code replication_log} has an event of the namespace in the hour of {@code at}. */
    boolean logged(String namespace, Instant at);

    @Override
    void close();
}
