package io.unrealcloud.ddc.sandbox.ddc.service;

import io.unrealcloud.ddc.sandbox.ddc.blobs.BlobStore;
import io.unrealcloud.ddc.sandbox.ddc.objects.CompressedBuffer;
import io.unrealcloud.ddc.sandbox.ddc.store.BlobIndex;
import io.unrealcloud.ddc.sandbox.ddc.store.ContentIds;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.verification.IoHash;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Blobs and contents of this site.
 *
 * @param site what the index calls this site
 * @param elsewhere asks other sites for a blob this one lacks
 */
public record Blobs(String site, BlobStore store, BlobIndex index, ContentIds contents, Elsewhere elsewhere) {
    /** Fetches a blob that other sites have. */
    public interface Elsewhere {
        Optional<byte[]> fetch(String namespace, IoHash blob);
    }

    public void put(String namespace, IoHash blob, byte[] content) {
        requireHash(blob, content);
        store.put(namespace, blob, content);
        index.add(namespace, blob, site);
    }

    public Optional<byte[]> get(String namespace, IoHash blob) {
        Optional<byte[]> here = store.get(namespace, blob);
        if (here.isPresent()) {
            return here;
        }
        Optional<byte[]> fetched = elsewhere.fetch(namespace, blob);
        fetched.ifPresent(content -> put(namespace, blob, content));
        return fetched;
    }

    public Optional<byte[]> here(String namespace, IoHash blob) {
        return store.get(namespace, blob);
    }

    public boolean has(String namespace, IoHash blob) {
        return store.has(namespace, blob);
    }

    public void delete(String namespace, IoHash blob) {
        store.delete(namespace, blob);
        index.remove(namespace, blob, site);
    }

    /** Takes a compressed buffer under the name of its content. */
    public void putCompressed(String namespace, IoHash content, byte[] buffer) {
        CompressedBuffer header = CompressedBuffer.read(buffer);
        if (!header.content().equals(content)) {
            throw new Refusal(400, "ID " + content + " does not match the content, which is " + header.content());
        }
        IoHash blob = IoHash.of(buffer);
        put(namespace, blob, buffer);
        contents.put(content, List.of(blob), buffer.length);
    }

    public Optional<byte[]> getCompressed(String namespace, IoHash content) {
        Optional<List<IoHash>> chunks = resolve(namespace, content);
        if (chunks.isEmpty()) {
            return Optional.empty();
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (IoHash chunk : chunks.get()) {
            Optional<byte[]> part = get(namespace, chunk);
            if (part.isEmpty()) {
                return Optional.empty();
            }
            all.writeBytes(part.get());
        }
        return Optional.of(all.toByteArray());
    }

    /** The lightest choice of chunks that are all here; a content that is a blob itself is its own chunk. */
    public Optional<List<IoHash>> resolve(String namespace, IoHash content) {
        return contents.choices(content).values().stream()
                .filter(chunks -> chunks.stream().allMatch(chunk -> has(namespace, chunk)))
                .findFirst()
                .or(() -> has(namespace, content) ? Optional.of(List.of(content)) : Optional.empty());
    }

    void refer(RefKey ref, IoHash blob) {
        index.refer(ref.namespace(), blob, ref);
    }

    private static void requireHash(IoHash wanted, byte[] content) {
        IoHash actual = IoHash.of(content);
        if (!actual.equals(wanted)) {
            throw new Refusal(
                    400,
                    "Incorrect hash, got hash \"" + wanted + "\" but hash of content was determined to" + " be \""
                            + actual + "\"");
        }
    }
}
