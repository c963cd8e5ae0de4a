package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.ScyllaBackend;
import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Other backends than the usual one. */
final class Backends {

    private Backends() {}

    static ScyllaBackend inDataCenter(ScyllaBackend backend, String dataCenter) {
        return new ScyllaBackend(
                backend.region(),
                backend.names(),
                backend.profile(),
                Optional.of(dataCenter),
                backend.replicationFactor(),
                backend.peers(),
                backend.clusterName(),
                backend.primaryRegion(),
                backend.replicationFix(),
                backend.source(),
                backend.host(),
                backend.acknowledgedLoss());
    }

    static ScyllaBackend withPeers(ScyllaBackend backend, String primary, Map<String, ScyllaBackend.Peer> peers) {
        return new ScyllaBackend(
                backend.region(),
                backend.names(),
                backend.profile(),
                backend.datacenter(),
                backend.replicationFactor(),
                new TreeMap<>(peers),
                backend.clusterName(),
                primary,
                backend.replicationFix(),
                backend.source(),
                backend.host(),
                backend.acknowledgedLoss());
    }

    static NodeAccess at(String address, NodeCommands commands) {
        return new NodeAccess(
                new ScyllaCluster(
                        List.of(new ScyllaCluster.Node(0, Optional.of("i-0"), address, Optional.of("host-0"), true)),
                        true),
                Optional.of(commands),
                Optional.empty());
    }
}
