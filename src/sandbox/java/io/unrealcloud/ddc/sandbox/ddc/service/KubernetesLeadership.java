package io.unrealcloud.ddc.sandbox.ddc.service;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.ConfigMapLock;
import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings.Kubernetes;
import java.util.concurrent.CompletableFuture;

/** A lease in a ConfigMap of the pod's namespace. Without the right to it there is never a leader. */
public final class KubernetesLeadership implements Leadership {
    private static final System.Logger LOG = System.getLogger(KubernetesLeadership.class.getName());

    private final CompletableFuture<?> running;
    private volatile boolean leader;

    public KubernetesLeadership(Kubernetes settings, KubernetesClient client) {
        LeaderElector elector = client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("ddc")
                        .withLock(new ConfigMapLock(settings.namespace(), settings.configMap(), settings.pod()))
                        .withLeaseDuration(settings.lease())
                        .withRenewDeadline(settings.renew())
                        .withRetryPeriod(settings.retry())
                        .withReleaseOnCancel(true)
                        .withLeaderCallbacks(new LeaderCallbacks(
                                () -> leader = true,
                                () -> leader = false,
                                who -> LOG.log(System.Logger.Level.INFO, "New leader elected: {0}", who)))
                        .build())
                .build();
        running = elector.start();
    }

    @Override
    public boolean isLeader() {
        return leader;
    }

    @Override
    public void close() {
        running.cancel(true);
    }
}
