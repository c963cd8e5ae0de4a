package io.unrealcloud.ddc.sandbox.ddc.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything one DDC process is configured with, bound and checked as DDC does when it starts. */
public record DdcSettings(
        Release release,
        String site,
        Ports ports,
        StoreSettings stores,
        Optional<ScyllaSettings> scylla,
        Optional<S3Settings> s3,
        Optional<Path> filesystemRoot,
        NamespacePolicy.Policies policies,
        AuthSettings auth,
        Gc gc,
        MemoryCache refCache,
        MemoryCache contentIdCache,
        Optional<Kubernetes> kubernetes,
        List<Peer> peers,
        Optional<PeerLogin> peerLogin) {

    /** Which port serves whom. */
    public record Ports(List<Integer> open, List<Integer> corporate, List<Integer> internal) {}

    public record Gc(
            boolean oldRefs,
            boolean oldBlobs,
            Duration cutoff,
            Duration refPoll,
            Duration blobPoll,
            Duration orphanAge) {}

    /** An in-process cache with sliding expiry. */
    public record MemoryCache(boolean enabled, Duration sliding) {}

    public record Kubernetes(
            String namespace, String pod, String configMap, Duration lease, Duration renew, Duration retry) {}

    /** Another site of the cluster and the URL to reach it by. */
    public record Peer(String name, String url) {}

    /** What this site shows to its peers. */
    public record PeerLogin(String scheme, String token) {
        @Override
        public String toString() {
            return "PeerLogin[" + scheme + "]";
        }
    }

    public static DdcSettings bind(Settings all, Release release) {
        StoreSettings stores = StoreSettings.of(all, release);
        Settings gc = all.section("GC");
        return new DdcSettings(
                release,
                all.section("Jupiter").required("CurrentSite"),
                new Ports(
                        ports(all, "PublicApiPorts", 80),
                        ports(all, "CorpApiPorts", 8008),
                        ports(all, "InternalApiPorts", 8080)),
                stores,
                stores.usesDatabase() ? Optional.of(ScyllaSettings.of(all, release)) : Optional.empty(),
                stores.blobs().contains(StoreSettings.BlobStoreKind.S3)
                        ? Optional.of(S3Settings.of(all))
                        : Optional.empty(),
                stores.blobs().contains(StoreSettings.BlobStoreKind.FileSystem)
                        ? Optional.of(Path.of(all.section("Filesystem").required("RootDir")))
                        : Optional.empty(),
                NamespacePolicy.all(all),
                AuthSettings.of(all, release),
                new Gc(
                        gc.flag("CleanOldRefRecords", false),
                        gc.flag("CleanOldBlobs", true) && gc.flag("BlobCleanupServiceEnabled", true),
                        TimeSpan.of(gc, "LastAccessCutoff", Duration.ofDays(14)),
                        TimeSpan.of(gc, "RefCleanupPollFrequency", Duration.ofMinutes(60)),
                        TimeSpan.of(gc, "BlobCleanupPollFrequency", Duration.ofMinutes(60)),
                        Duration.ofMinutes(gc.number("OrphanBlobCutoffDurationMinutes", 60))),
                cache(all.section("CacheRef")),
                cache(all.section("CacheContentId")),
                stores.leaderElection() == StoreSettings.LeaderElection.Kubernetes
                        ? Optional.of(kubernetes(all.section("Kubernetes")))
                        : Optional.empty(),
                peers(all),
                all.section("ServiceCredentials")
                        .text("AccessToken")
                        .map(token ->
                                new PeerLogin(all.section("ServiceCredentials").text("SchemeName", "Bearer"), token)));
    }

    private static List<Integer> ports(Settings all, String key, int classDefault) {
        List<Integer> ports =
                all.section("Jupiter").list(key).stream().map(Integer::valueOf).toList();
        return ports.isEmpty() ? List.of(classDefault) : ports;
    }

    private static MemoryCache cache(Settings section) {
        return new MemoryCache(section.flag("Enabled", true), Duration.ofMinutes(120));
    }

    private static Kubernetes kubernetes(Settings section) {
        return new Kubernetes(
                section.required("Namespace"),
                section.required("PodName"),
                section.text("ConfigMapName", "jupiter-leader-configmap"),
                TimeSpan.of(section, "LeaseDuration", Duration.ofSeconds(15)),
                TimeSpan.of(section, "RenewDeadline", Duration.ofSeconds(10)),
                TimeSpan.of(section, "RetryPeriod", Duration.ofSeconds(2)));
    }

    private static List<Peer> peers(Settings all) {
        Map<String, Peer> peers = new LinkedHashMap<>();
        all.section("Cluster").sections("Peers").values().forEach(peer -> {
            String name = peer.required("Name");
            // Peers talk over the internal endpoint where one is given.
            peer.sections("Endpoints").values().stream()
                    .filter(endpoint -> endpoint.flag("IsInternal", false))
                    .findFirst()
                    .or(() -> peer.sections("Endpoints").values().stream().findFirst())
                    .ifPresent(endpoint -> peers.put(name, new Peer(name, endpoint.required("Url"))));
        });
        return List.copyOf(peers.values());
    }
}
