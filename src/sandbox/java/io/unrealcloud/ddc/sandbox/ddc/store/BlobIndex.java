package io.unrealcloud.ddc.sandbox.ddc.store;

import io.unrealcloud.ddc.verification.IoHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Which sites have a blob, and what refers to it. */
public interface BlobIndex {
    void add(String namespace, IoHash blob, String site);

    void remove(String namespace, IoHash blob, String site);

    Set<String> sites(String namespace, IoHash blob);

    /** A ref that needs the blob. */
    void refer(String namespace, IoHash blob, RefKey ref);

    /** Names of the refs that need the blob, {@code bucket.name}. */
    List<RefKey> referrers(String namespace, IoHash blob);

    void forget(String namespace, IoHash blob, RefKey ref);

    void scan(Consumer<Blob> each);

    record Blob(String namespace, IoHash hash, String site) {}

    /** DDC's class default. */
    final class InMemory implements BlobIndex {
        private record Id(String namespace, IoHash blob) {}

        private final Map<Id, Set<String>> sites = new ConcurrentHashMap<>();
        private final Map<Id, Set<RefKey>> referrers = new ConcurrentHashMap<>();

        @Override
        public void add(String namespace, IoHash blob, String site) {
            sites.computeIfAbsent(new Id(namespace, blob), id -> ConcurrentHashMap.newKeySet())
                    .add(site);
        }

        @Override
        public void remove(String namespace, IoHash blob, String site) {
            sites.getOrDefault(new Id(namespace, blob), ConcurrentHashMap.newKeySet())
                    .remove(site);
        }

        @Override
        public Set<String> sites(String namespace, IoHash blob) {
            return Set.copyOf(sites.getOrDefault(new Id(namespace, blob), Set.of()));
        }

        @Override
        public void refer(String namespace, IoHash blob, RefKey ref) {
            referrers
                    .computeIfAbsent(new Id(namespace, blob), id -> ConcurrentHashMap.newKeySet())
                    .add(ref);
        }

        @Override
        public List<RefKey> referrers(String namespace, IoHash blob) {
            return List.copyOf(referrers.getOrDefault(new Id(namespace, blob), Set.of()));
        }

        @Override
        public void forget(String namespace, IoHash blob, RefKey ref) {
            referrers
                    .getOrDefault(new Id(namespace, blob), ConcurrentHashMap.newKeySet())
                    .remove(ref);
        }

        @Override
        public void scan(Consumer<Blob> each) {
            sites.forEach((id, at) -> at.forEach(site -> each.accept(new Blob(id.namespace(), id.blob(), site))));
        }
    }
}
