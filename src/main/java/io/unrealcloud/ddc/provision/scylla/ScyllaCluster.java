package io.unrealcloud.ddc.provision.scylla;

import java.util.List;
import java.util.Optional;

/**
 * The data centre in this Region as far as it is known after a look at its nodes: enough to open a session and to run
 * commands on nodes.
 *
 * @param nodes in the order of their ordinals; only such as are there
 * @param complete whether every node that shall be there is up and joined
 */
public record ScyllaCluster(List<Node> nodes, boolean complete) {
    public ScyllaCluster {
        nodes = List.copyOf(nodes);
    }

    /** Addresses of the nodes that are up, for first contact. */
    public List<String> contactPoints() {
        return nodes.stream().filter(Node::up).map(Node::address).toList();
    }

    /**
     * @param ordinal from 0
     * @param instance id of the EC2 instance; empty in a cluster the operator does not own
     * @param address private IP address, or a host name in a cluster the operator does not own
     * @param hostId as the node reports it; empty before it has joined
     * @param up whether it answers CQL
     */
    public record Node(int ordinal, Optional<String> instance, String address, Optional<String> hostId, boolean up) {}
}
