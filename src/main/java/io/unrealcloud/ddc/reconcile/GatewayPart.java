package io.unrealcloud.ddc.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.verification.Pod;
import io.unrealcloud.ddc.verification.counters.Findings;
import io.unrealcloud.ddc.verification.counters.GatewayCounters;
import io.unrealcloud.ddc.verification.counters.GatewayCounters.Standing;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.WorkloadReport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The gateways' part of a pass: what they have counted, read in the background. */
final class GatewayPart {

    /** The gateways' port for probes and metrics. */
    static final int PORT = 9043;

    private static final Duration SERVING = Duration.ofMinutes(5);

    /** What keeps DDC from starting may be in the counters of a gateway beside it. */
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final GatewayCounters counters;
    private final KubernetesClient client;

    GatewayPart(GatewayCounters counters, KubernetesClient client) {
        this.counters = counters;
        this.client = client;
    }

    /** @param next when to look again; empty where there are no gateways */
    record Counted(Findings findings, Optional<Instant> next) {
        static final Counted NOTHING = new Counted(Findings.NONE, Optional.empty());
    }

    Counted pass(DdcModel model, WorkloadReport pods) {
        return switch (model.database()) {
            case KeyspacesBackend keyspaces ->
                pods.status().map(status -> counted(model.owner(), pods)).orElse(Counted.NOTHING);
            case ScyllaBackend scylla -> Counted.NOTHING;
        };
    }

    void forget(DdcModel model) {
        counters.forget(model.owner().reference());
    }

    private Counted counted(Owner owner, WorkloadReport pods) {
        String rollout = pods.configuration().orElse("") + "/"
                + pods.status().map(status -> status.ready()).orElse(0);
        Standing standing = counters.standing(
                owner.reference(),
                () -> gateways(owner),
                rollout,
                pods.available().isYes() ? SERVING : STARTING);
        return new Counted(standing.findings(), Optional.of(standing.next()));
    }

    /** Also of pods that are not ready, and of the worker's. */
    private List<Pod> gateways(Owner owner) {
        return client
                .pods()
                .inNamespace(owner.namespace())
                .withLabels(Labels.selecting(Names.of(owner)))
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null
                        && pod.getStatus() != null
                        && pod.getStatus().getPodIP() != null)
                .map(pod -> new Pod(
                        pod.getMetadata().getName(),
                        URI.create("http://%s:%d".formatted(pod.getStatus().getPodIP(), PORT))))
                .toList();
    }
}
