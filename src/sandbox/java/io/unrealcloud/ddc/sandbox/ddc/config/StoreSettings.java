package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.List;

/** DDC's section {@code UnrealCloudDDC}: which implementation keeps what. Everything is in memory unless told. */
public record StoreSettings(
        Store references,
        Store contentIds,
        Store blobIndex,
        Store replicationLog,
        Store builds,
        List<BlobStoreKind> blobs,
        LeaderElection leaderElection,
        boolean lastAccessTracking,
        boolean onDemandReplication,
        boolean bucketStatistics,
        boolean inlineSmallBlobs,
        long inlineBlobMaxSize,
        boolean forceBlobCopy) {

    public enum Store {
        Memory,
        Scylla
    }

    public enum BlobStoreKind {
        S3,
        FileSystem,
        Memory
    }

    public enum LeaderElection {
        Static,
        Kubernetes,
        Disabled
    }

    static StoreSettings of(Settings all, Release release) {
        Settings ddc = all.section("UnrealCloudDDC");
        return new StoreSettings(
                ddc.choice("ReferencesDbImplementation", Store.class, Store.Memory),
                ddc.choice("ContentIdStoreImplementation", Store.class, Store.Memory),
                ddc.choice("BlobIndexImplementation", Store.class, Store.Memory),
                ddc.choice("ReplicationLogWriterImplementation", Store.class, Store.Memory),
                release.hasBuilds() ? ddc.choice("BuildStoreImplementation", Store.class, Store.Memory) : Store.Memory,
                ddc.choices("StorageImplementations", BlobStoreKind.class, List.of(BlobStoreKind.Memory)),
                ddc.choice("LeaderElectionImplementation", LeaderElection.class, LeaderElection.Static),
                ddc.flag("EnableLastAccessTracking", true),
                ddc.flag("EnableOnDemandReplication", true),
                ddc.flag("EnableBucketStatsTracking", !release.frugal()),
                ddc.flag("EnableInlineSmallBlobs", true),
                ddc.number("InlineBlobMaxSize", 32768),
                ddc.flag("EnableForceSubmitRefBlobToBlobStore", !release.frugal()));
    }

    /** Whether DDC connects to its database at all. */
    public boolean usesDatabase() {
        return List.of(references, contentIds, blobIndex, replicationLog, builds)
                .contains(Store.Scylla);
    }
}
