package io.unrealcloud.ddc.sandbox.ddc.service;

import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy.GcMethod;
import io.unrealcloud.ddc.sandbox.ddc.store.BlobIndex;
import io.unrealcloud.ddc.sandbox.ddc.store.RefKey;
import io.unrealcloud.ddc.sandbox.ddc.store.RefStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** DDC's two clean-ups. Both read whole tables, and only the leader runs them. */
public final class GarbageCollector {
    private static final System.Logger LOG = System.getLogger(GarbageCollector.class.getName());

    private final DdcSettings settings;
    private final RefStore refs;
    private final Blobs blobs;
    private final Leadership leadership;
    private final InstantSource clock;
    private final AtomicLong refsRemoved = new AtomicLong();
    private final AtomicLong blobsRemoved = new AtomicLong();

    public GarbageCollector(
            DdcSettings settings, RefStore refs, Blobs blobs, Leadership leadership, InstantSource clock) {
        this.settings = settings;
        this.refs = refs;
        this.blobs = blobs;
        this.leadership = leadership;
        this.clock = clock;
    }

    /** Removes refs not read for {@code GC:LastAccessCutoff}, where {@code GC:CleanOldRefRecords} is on. */
    public void cleanRefs() {
        if (!settings.gc().oldRefs() || !leadership.isLeader()) {
            return;
        }
        Instant cutoff = clock.instant().minus(settings.gc().cutoff());
        List<RefKey> old = new ArrayList<>();
        refs.scan(access -> {
            GcMethod method = method(access.key().namespace());
            if (method == GcMethod.Always
                    || method == GcMethod.LastAccess && access.at().isBefore(cutoff)) {
                old.add(access.key());
            }
        });
        old.forEach(refs::delete);
        refsRemoved.addAndGet(old.size());
        LOG.log(System.Logger.Level.INFO, "Ref cleanup removed {0} refs", old.size());
    }

    private GcMethod method(String namespace) {
        return settings.policies().of(namespace).map(NamespacePolicy::gc).orElse(GcMethod.None);
    }

    /** Removes blobs of this site that no living ref needs, where {@code GC:CleanOldBlobs} is on. */
    public void cleanBlobs() {
        if (!settings.gc().oldBlobs() || !leadership.isLeader()) {
            return;
        }
        List<BlobIndex.Blob> orphans = new ArrayList<>();
        blobs.index().scan(blob -> {
            if (blob.site().equals(blobs.site()) && isOrphan(blob)) {
                orphans.add(blob);
            }
        });
        orphans.forEach(blob -> blobs.delete(blob.namespace(), blob.hash()));
        blobsRemoved.addAndGet(orphans.size());
        LOG.log(System.Logger.Level.INFO, "Blob cleanup removed {0} blobs", orphans.size());
    }

    /** A blob without any reference may belong to a ref that is being written. */
    private boolean isOrphan(BlobIndex.Blob blob) {
        List<RefKey> referrers = blobs.index().referrers(blob.namespace(), blob.hash());
        List<RefKey> dead = referrers.stream()
                .filter(ref -> Optional.of(ref).flatMap(refs::get).isEmpty())
                .toList();
        dead.forEach(ref -> blobs.index().forget(blob.namespace(), blob.hash(), ref));
        return !referrers.isEmpty() && dead.size() == referrers.size();
    }

    public long refsRemoved() {
        return refsRemoved.get();
    }

    public long blobsRemoved() {
        return blobsRemoved.get();
    }
}
