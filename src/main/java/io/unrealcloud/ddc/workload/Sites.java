package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.SiteSpec;
import io.unrealcloud.ddc.workload.settings.DdcSettings;
import java.util.List;

/**
 * DDC in other Regions. Keyspaces replicates refs by itself; blobs are fetched from a peer when asked for, or copied by
 * a replicator as they are made, each of which reads the peer's internal port.
 */
final class Sites {

    private Sites() {}

    static void addTo(DdcSettings settings, List<SiteSpec> sites) {
        if (sites == null) {
            return;
        }
        int replicators = 0;
        for (int peer = 0; peer < sites.size(); peer++) {
            SiteSpec site = sites.get(peer);
            String prefix = "Cluster:Peers:" + peer + ":";
            settings.put(prefix + "Name", site.name());
            settings.put(prefix + "FullName", site.name());
            settings.put(prefix + "Endpoints:0:Url", site.internalUrl());
            settings.put(prefix + "Endpoints:0:IsInternal", "true");
            for (String namespace : site.replicate() == null ? List.<String>of() : site.replicate()) {
                replicator(settings, replicators++, site, namespace);
            }
        }
    }

    private static void replicator(DdcSettings settings, int number, SiteSpec site, String namespace) {
        String prefix = "Replication:Replicators:" + number + ":";
        settings.put(prefix + "ReplicatorName", site.name() + "-" + namespace);
        settings.put(prefix + "NamespaceToReplicate", namespace);
        settings.put(prefix + "ConnectionString", site.internalUrl());
        settings.put(prefix + "SourceSite", site.name());
        settings.put(prefix + "Version", "Blobs");
        // A snapshot counts rows, which Amazon Keyspaces cannot.
        settings.put(prefix + "SkipSnapshot", "true");
    }
}
