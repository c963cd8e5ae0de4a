package io.unrealcloud.ddc.sandbox.ddc.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * DDC's {@code CacheRef}: what this pod wrote or read lately is answered from memory, so such a read proves nothing
 * about the database.
 */
public final class CachedRefs implements RefStore {
    private final RefStore store;
    private final SlidingCache<RefKey, Ref> cache;

    public CachedRefs(RefStore store, Duration sliding, InstantSource clock) {
        this.store = store;
        this.cache = new SlidingCache<>(sliding, clock);
    }

    @Override
    public Optional<Ref> get(RefKey key) {
        Optional<Ref> hit = cache.get(key);
        if (hit.isPresent()) {
            return hit;
        }
        Optional<Ref> read = store.get(key);
        read.ifPresent(ref -> cache.put(key, ref));
        return read;
    }

    @Override
    public void put(Ref ref, Optional<Duration> timeToLive) {
        store.put(ref, timeToLive);
        cache.put(ref.key(), ref);
    }

    @Override
    public void complete(RefKey key) {
        store.complete(key);
        cache.get(key).ifPresent(ref -> cache.put(key, ref.completed()));
    }

    @Override
    public boolean delete(RefKey key) {
        cache.remove(key);
        return store.delete(key);
    }

    @Override
    public void accessed(RefKey key, Instant at) {
        store.accessed(key, at);
    }

    @Override
    public List<String> namespaces() {
        return store.namespaces();
    }

    @Override
    public void scan(Consumer<Access> each) {
        store.scan(each);
    }
}
