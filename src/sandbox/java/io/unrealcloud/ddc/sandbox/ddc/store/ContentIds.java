package io.unrealcloud.ddc.sandbox.ddc.store;

import io.unrealcloud.ddc.verification.IoHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which blobs hold the bytes of an uncompressed content; the lightest choice comes first. */
public interface ContentIds {
    void put(IoHash content, List<IoHash> chunks, int weight);

    /** Chunks by weight, ascending; empty if the content is not known. */
    SortedMap<Integer, List<IoHash>> choices(IoHash content);

    /** DDC's class default. */
    final class InMemory implements ContentIds {
        private final Map<IoHash, SortedMap<Integer, List<IoHash>>> contents = new ConcurrentHashMap<>();

        @Override
        public void put(IoHash content, List<IoHash> chunks, int weight) {
            contents.merge(content, new TreeMap<>(Map.of(weight, chunks)), (old, added) -> {
                SortedMap<Integer, List<IoHash>> both = new TreeMap<>(old);
                both.putAll(added);
                return both;
            });
        }

        @Override
        public SortedMap<Integer, List<IoHash>> choices(IoHash content) {
            return contents.getOrDefault(content, new TreeMap<>());
        }
    }

    /** DDC's {@code CacheContentId}. */
    final class Cached implements ContentIds {
        private final ContentIds store;
        private final SlidingCache<IoHash, SortedMap<Integer, List<IoHash>>> cache;

        public Cached(ContentIds store, Duration sliding, InstantSource clock) {
            this.store = store;
            this.cache = new SlidingCache<>(sliding, clock);
        }

        @Override
        public void put(IoHash content, List<IoHash> chunks, int weight) {
            store.put(content, chunks, weight);
            cache.put(content, new TreeMap<>(Map.of(weight, chunks)));
        }

        @Override
        public SortedMap<Integer, List<IoHash>> choices(IoHash content) {
            return cache.get(content).orElseGet(() -> {
                SortedMap<Integer, List<IoHash>> read = store.choices(content);
                if (!read.isEmpty()) {
                    cache.put(content, read);
                }
                return read;
            });
        }
    }
}
