package io.unrealcloud.ddc.sandbox.ddc.blobs;

import io.unrealcloud.ddc.verification.IoHash;
import java.util.List;
import java.util.Optional;

/** The stores of {@code StorageImplementations} in order: written to all, read from the first that has it. */
public final class LayeredBlobs implements BlobStore {
    private final List<BlobStore> layers;

    public LayeredBlobs(List<BlobStore> layers) {
        this.layers = List.copyOf(layers);
    }

    @Override
    public void put(String namespace, IoHash blob, byte[] content) {
        layers.forEach(layer -> layer.put(namespace, blob, content));
    }

    /** What only a later layer has is copied to those before it. */
    @Override
    public Optional<byte[]> get(String namespace, IoHash blob) {
        for (int i = 0; i < layers.size(); i++) {
            Optional<byte[]> found = layers.get(i).get(namespace, blob);
            if (found.isPresent()) {
                layers.subList(0, i).forEach(layer -> layer.put(namespace, blob, found.get()));
                return found;
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean has(String namespace, IoHash blob) {
        return layers.stream().anyMatch(layer -> layer.has(namespace, blob));
    }

    @Override
    public void delete(String namespace, IoHash blob) {
        layers.forEach(layer -> layer.delete(namespace, blob));
    }
}
