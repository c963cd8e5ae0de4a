package io.unrealcloud.ddc.sandbox.ddc.blobs;

import io.unrealcloud.ddc.verification.IoHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/** Blobs as files under {@code Filesystem:RootDir}, on the pod's cache volume. */
public final class FolderBlobs implements BlobStore {
    private final Path root;

    public FolderBlobs(Path root) {
        this.root = root;
    }

    @Override
    public void put(String namespace, IoHash blob, byte[] content) {
        Path file = file(namespace, blob);
        try {
            Files.createDirectories(file.getParent());
            Path part = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    @Override
    public Optional<byte[]> get(String namespace, IoHash blob) {
        try {
            return Optional.of(Files.readAllBytes(file(namespace, blob)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean has(String namespace, IoHash blob) {
        return Files.isRegularFile(file(namespace, blob));
    }

    @Override
    public void delete(String namespace, IoHash blob) {
        try {
            Files.deleteIfExists(file(namespace, blob));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String namespace, IoHash blob) {
        String name = blob.toString();
        return root.resolve(namespace).resolve(name.substring(0, 2)).resolve(name);
    }
}
