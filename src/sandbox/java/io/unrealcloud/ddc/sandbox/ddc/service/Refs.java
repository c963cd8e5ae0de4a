package io.unrealcloud.ddc.sandbox.ddc.service;

import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.config.StoreSettings;
import io.unrealcloud.ddc.sandbox.ddc.objects.ObjectReader;
import io.unrealcloud.ddc.sandbox.ddc.objects.ObjectWriter;
import io.unrealcloud.ddc.sandbox.ddc.store.Ref;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.sandbox.ddc.store.RefStore;
import io.unrealcloud.ddc.sandbox.ddc.store.ReplicationLog;
import io.unrealcloud.ddc.verification.IoHash;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Refs of this site: a ref points at a compact binary object, kept in its row or as a blob. */
public final class Refs {
    private final StoreSettings settings;
    private final RefStore store;
    private final Blobs blobs;
    private final ReplicationLog log;
    private final InstantSource clock;
    private final Map<RefKey, java.time.Instant> reads = new ConcurrentHashMap<>();

    public Refs(StoreSettings settings, RefStore store, Blobs blobs, ReplicationLog log, InstantSource clock) {
        this.settings = settings;
        this.store = store;
        this.blobs = blobs;
        this.log = log;
        this.clock = clock;
    }

    /** A ref and the object it points at. */
    public record Found(Ref ref, byte[] object) {}

    /**
     * Takes bytes as they are: they become a blob, and the ref points at an object around them.
     *
     * @return hashes of blobs that are missing
     */
    public List<IoHash> putRaw(RefKey key, NamespacePolicy policy, IoHash hash, byte[] content, boolean overwrite) {
        blobs.put(key.namespace(), hash, content);
        byte[] object = ObjectWriter.around(hash, content.length);
        return putObject(key, policy, IoHash.of(object), object, overwrite);
    }

    public List<IoHash> putObject(RefKey key, NamespacePolicy policy, IoHash hash, byte[] object, boolean overwrite) {
        IoHash actual = IoHash.of(object);
        if (!actual.equals(hash)) {
            throw new Refusal(
                    400,
                    "Incorrect hash, got hash \"" + hash + "\" but hash of content was determined to be" + " \""
                            + actual + "\"");
        }
        ObjectReader.read(object);
        if (!policy.allowOverwrites() && !overwrite) {
            store.get(key).filter(old -> !old.payload().equals(hash)).ifPresent(old -> {
                throw new Refusal(409, "Ref " + key.name() + " already exists with the hash " + old.payload());
            });
        }
        boolean inline = settings.inlineSmallBlobs() && object.length <= settings.inlineBlobMaxSize();
        if (!inline || settings.forceBlobCopy()) {
            blobs.put(key.namespace(), hash, object);
        }
        Optional<Duration> ttl =
                policy.gc() == NamespacePolicy.GcMethod.TTL ? Optional.of(policy.timeToLive()) : Optional.empty();
        store.put(new Ref(key, hash, inline ? Optional.of(object) : Optional.empty(), false, clock.instant()), ttl);
        return complete(key, hash, object);
    }

    /** Looks again for the blobs a ref needs. */
    public List<IoHash> finish(RefKey key, IoHash hash) {
        Found found = get(key).orElseThrow(() -> new Refusal(404, "No ref " + key.name() + " to finalize"));
        if (!found.ref().payload().equals(hash)) {
            throw new Refusal(400, "The ref points at " + found.ref().payload() + " and not at " + hash);
        }
        return complete(key, hash, found.object());
    }

    private List<IoHash> complete(RefKey key, IoHash hash, byte[] object) {
        List<IoHash> missing = new ArrayList<>();
        List<IoHash> needed = new ArrayList<>();
        for (IoHash attachment : ObjectReader.read(object).attachments()) {
            blobs.resolve(key.namespace(), attachment).ifPresentOrElse(needed::addAll, () -> missing.add(attachment));
        }
        if (missing.isEmpty()) {
            needed.add(hash);
            needed.forEach(blob -> blobs.refer(key, blob));
            store.complete(key);
            log.added(key, hash);
        }
        return missing;
    }

    /** @throws Refusal 404 if the row is there and its object is not */
    public Optional<Found> get(RefKey key) {
        Optional<Ref> ref = store.get(key);
        if (ref.isEmpty()) {
            return Optional.empty();
        }
        byte[] object = ref.get()
                .inline()
                .or(() -> blobs.get(key.namespace(), ref.get().payload()))
                .orElseThrow(() ->
                        new Refusal(404, "Object " + ref.get().payload() + " of ref " + key.name() + " is missing"));
        reads.put(key, clock.instant());
        return Optional.of(new Found(ref.get(), object));
    }

    public boolean delete(RefKey key) {
        return store.delete(key);
    }

    public List<String> namespaces() {
        return store.namespaces();
    }

    /** Writes down what was read since the last time; DDC does so every 15 minutes. */
    public void rollUpReads() {
        if (settings.lastAccessTracking()) {
            for (RefKey key : List.copyOf(reads.keySet())) {
                store.accessed(key, reads.remove(key));
            }
        }
    }
}
