package io.unrealcloud.ddc.sandbox.ddc.blobs;

import io.unrealcloud.ddc.verification.IoHash;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Blobs by namespace and hash. */
public interface BlobStore {
    void put(String namespace, IoHash blob, byte[] content);

    Optional<byte[]> get(String namespace, IoHash blob);

    boolean has(String namespace, IoHash blob);

    void delete(String namespace, IoHash blob);

    /** DDC's class default. */
    final class InMemory implements BlobStore {
        private record Id(String namespace, IoHash blob) {}

        private final Map<Id, byte[]> blobs = new ConcurrentHashMap<>();

        @Override
        public void put(String namespace, IoHash blob, byte[] content) {
            blobs.put(new Id(namespace, blob), content);
        }

        @Override
        public Optional<byte[]> get(String namespace, IoHash blob) {
            return Optional.ofNullable(blobs.get(new Id(namespace, blob)));
        }

        @Override
        public boolean has(String namespace, IoHash blob) {
            return blobs.containsKey(new Id(namespace, blob));
        }

        @Override
        public void delete(String namespace, IoHash blob) {
            blobs.remove(new Id(namespace, blob));
        }
    }
}
