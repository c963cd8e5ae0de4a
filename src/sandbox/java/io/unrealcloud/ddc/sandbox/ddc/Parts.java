package io.unrealcloud.ddc.sandbox.ddc;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.unrealcloud.ddc.sandbox.ddc.blobs.BlobStore;
import io.unrealcloud.ddc.sandbox.ddc.blobs.FolderBlobs;
import io.unrealcloud.ddc.sandbox.ddc.blobs.LayeredBlobs;
import io.unrealcloud.ddc.sandbox.ddc.blobs.S3Blobs;
import io.unrealcloud.ddc.sandbox.ddc.blobs.S3Clients;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.StoreSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.StoreSettings.Store;
import io.unrealcloud.ddc.sandbox.ddc.database.Connection;
import io.unrealcloud.ddc.sandbox.ddc.database.CqlBlobIndex;
import io.unrealcloud.ddc.sandbox.ddc.database.CqlBuilds;
import io.unrealcloud.ddc.sandbox.ddc.database.CqlContentIds;
import io.unrealcloud.ddc.sandbox.ddc.database.CqlRefs;
import io.unrealcloud.ddc.sandbox.ddc.database.CqlReplicationLog;
import io.unrealcloud.ddc.sandbox.ddc.service.KubernetesLeadership;
import io.unrealcloud.ddc.sandbox.ddc.service.Leadership;
import io.unrealcloud.ddc.sandbox.ddc.store.BlobIndex;
import io.unrealcloud.ddc.sandbox.ddc.store.CachedRefs;
import io.unrealcloud.ddc.sandbox.ddc.store.ContentIds;
import io.unrealcloud.ddc.sandbox.ddc.store.MemoryRefs;
import io.unrealcloud.ddc.sandbox.ddc.store.RefStore;
import io.unrealcloud.ddc.sandbox.ddc.store.ReplicationLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stores the settings name, opened in DDC's order: the database first.
 *
 * @param refs what requests see, with DDC's cache before it
 * @param storedRefs the same without the cache
 */
record Parts(
        RefStore refs,
        RefStore storedRefs,
        BlobIndex index,
        ContentIds contents,
        ReplicationLog log,
        BlobStore blobs,
        List<AutoCloseable> closeables)
        implements AutoCloseable {

    static Parts open(DdcSettings settings, DdcStandIn.Host host) {
        List<AutoCloseable> closeables = new ArrayList<>();
        try {
            Optional<Connection> database =
                    settings.scylla().map(scylla -> Connection.open(scylla, settings.release(), host.sleep()));
            database.ifPresent(closeables::add);
            return stores(settings, host, database, closeables);
        } catch (RuntimeException e) {
            closeAll(closeables);
            throw e;
        }
    }

    private static Parts stores(
            DdcSettings settings, DdcStandIn.Host host, Optional<Connection> database, List<AutoCloseable> closeables) {
        StoreSettings choice = settings.stores();
        RefStore stored = inDatabase(choice.references())
                ? refused(() -> new CqlRefs(database.orElseThrow(), settings.release(), host.clock()))
                : new MemoryRefs();
        BlobIndex index = inDatabase(choice.blobIndex())
                ? refused(() -> new CqlBlobIndex(database.orElseThrow(), settings.release()))
                : new BlobIndex.InMemory();
        ContentIds contents = inDatabase(choice.contentIds())
                ? refused(() -> new CqlContentIds(database.orElseThrow(), settings.release()))
                : new ContentIds.InMemory();
        ReplicationLog log = inDatabase(choice.replicationLog())
                ? refused(() -> new CqlReplicationLog(database.orElseThrow(), settings.release(), host.clock()))
                : new ReplicationLog.InMemory();
        if (inDatabase(choice.builds())) {
            refused(() -> new CqlBuilds(database.orElseThrow(), settings.release()));
        }
        return new Parts(
                settings.refCache().enabled()
                        ? new CachedRefs(stored, settings.refCache().sliding(), host.clock())
                        : stored,
                stored,
                index,
                settings.contentIdCache().enabled()
                        ? new ContentIds.Cached(
                                contents, settings.contentIdCache().sliding(), host.clock())
                        : contents,
                log,
                blobs(settings, host, closeables),
                closeables);
    }

    private static boolean inDatabase(Store store) {
        return store == Store.Scylla;
    }

    private static <T> T refused(java.util.function.Supplier<T> store) {
        try {
            return store.get();
        } catch (com.datastax.oss.driver.api.core.DriverException e) {
            throw new io.unrealcloud.ddc.sandbox.ddc.config.StartupException(
                    "The database refused what DDC does at start: " + e.getMessage(), e);
        }
    }

    private static BlobStore blobs(DdcSettings settings, DdcStandIn.Host host, List<AutoCloseable> closeables) {
        List<BlobStore> layers = new ArrayList<>();
        for (StoreSettings.BlobStoreKind kind : settings.stores().blobs()) {
            layers.add(
                    switch (kind) {
                        case Memory -> new BlobStore.InMemory();
                        case FileSystem ->
                            new FolderBlobs(settings.filesystemRoot().orElseThrow());
                        case S3 -> {
                            S3Blobs s3 = new S3Blobs(
                                    settings.s3().orElseThrow(),
                                    settings.policies(),
                                    new S3Clients(settings.s3().orElseThrow(), host.environment()).open());
                            closeables.add(s3);
                            yield s3;
                        }
                    });
        }
        return new LayeredBlobs(layers);
    }

    static Leadership leadership(DdcSettings settings) {
        return switch (settings.stores().leaderElection()) {
            case Static -> Leadership.always();
            case Disabled -> Leadership.never();
            case Kubernetes -> {
                KubernetesClient client = new KubernetesClientBuilder().build();
                yield new KubernetesLeadership(settings.kubernetes().orElseThrow(), client);
            }
        };
    }

    @Override
    public void close() {
        closeAll(closeables);
    }

    private static void closeAll(List<AutoCloseable> closeables) {
        for (AutoCloseable closeable : closeables.reversed()) {
            try {
                closeable.close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot close " + closeable, e);
            }
        }
    }
}
