package io.unrealcloud.ddc.sandbox.ddc.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A cache that forgets what was not asked for during a while; every hit begins that while anew. */
final class SlidingCache<K, V> {
    private record Entry<V>(V value, Instant until) {}

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Duration sliding;
    private final InstantSource clock;

    SlidingCache(Duration sliding, InstantSource clock) {
        this.sliding = sliding;
        this.clock = clock;
    }

    Optional<V> get(K key) {
        Instant now = clock.instant();
        return Optional.ofNullable(entries.computeIfPresent(
                        key,
                        (k, entry) ->
                                entry.until().isBefore(now) ? null : new Entry<>(entry.value(), now.plus(sliding))))
                .map(Entry::value);
    }

    void put(K key, V value) {
        entries.put(key, new Entry<>(value, clock.instant().plus(sliding)));
    }

    void remove(K key) {
        entries.remove(key);
    }
}
