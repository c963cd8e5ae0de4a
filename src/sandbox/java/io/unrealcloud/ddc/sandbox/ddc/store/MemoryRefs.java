package io.unrealcloud.ddc.sandbox.ddc.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** DDC's class default: refs are this pod's alone and gone with it. */
public final class MemoryRefs implements RefStore {
    private final Map<RefKey, Ref> refs = new ConcurrentHashMap<>();
    private final Map<RefKey, Instant> accesses = new ConcurrentHashMap<>();

    @Override
    public Optional<Ref> get(RefKey key) {
        return Optional.ofNullable(refs.get(key));
    }

    @Override
    public void put(Ref ref, Optional<Duration> timeToLive) {
        refs.put(ref.key(), ref);
        accesses.put(ref.key(), ref.lastAccess());
    }

    @Override
    public void complete(RefKey key) {
        refs.computeIfPresent(key, (k, ref) -> ref.completed());
    }

    @Override
    public boolean delete(RefKey key) {
        accesses.remove(key);
        return refs.remove(key) != null;
    }

    @Override
    public void accessed(RefKey key, Instant at) {
        accesses.replace(key, at);
    }

    @Override
    public List<String> namespaces() {
        return refs.keySet().stream().map(RefKey::namespace).distinct().toList();
    }

    @Override
    public void scan(Consumer<Access> each) {
        accesses.forEach((key, at) -> each.accept(new Access(key, at)));
    }
}
