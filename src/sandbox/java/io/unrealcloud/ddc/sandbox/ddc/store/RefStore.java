package io.unrealcloud.ddc.sandbox.ddc.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Refs and when they were read. */
public interface RefStore {
    Optional<Ref> get(RefKey key);

    /** @param timeToLive after which the database drops the row by itself */
    void put(Ref ref, Optional<Duration> timeToLive);

    /** Marks a ref whose blobs are all there. */
    void complete(RefKey key);

    /** Whether there was one. */
    boolean delete(RefKey key);

    void accessed(RefKey key, Instant at);

    List<String> namespaces();

    /** Every ref and when it was last read, for garbage collection. */
    void scan(Consumer<Access> each);

    record Access(RefKey key, Instant at) {}
}
