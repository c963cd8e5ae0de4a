package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.schema.live.LiveSchema;
import java.time.Instant;
import java.util.Optional;

/** What one read over CQL gave. */
public sealed interface CqlFacts {

    /** The partitioner DDC's driver can route by (DataStax C# driver: token factories). */
    String MURMUR3 = "org.apache.cassandra.dht.Murmur3Partitioner";

    Instant readAt();

    /** @param partitioner class name, as {@code system.local} gives it */
    record Read(Instant readAt, String partitioner, LiveSchema schema) implements CqlFacts {}

    /** The database could not be read; what, and what to do, in the message. */
    record Failed(Instant readAt, Reason reason, String message) implements CqlFacts {}

    /** The partitioner, where it is one that does not suit. */
    default Optional<String> unsuitablePartitioner() {
        return switch (this) {
            case Read read when !read.partitioner().endsWith("Murmur3Partitioner") -> Optional.of(read.partitioner());
            case Read suitable -> Optional.empty();
            case Failed unknown -> Optional.empty();
        };
    }
}
