package io.unrealcloud.ddc.sandbox.cqlfront.system;

import java.net.InetAddress;
import java.util.List;

/**
 * What a front says about itself.
 *
 * @param region also its data centre
 * @param address where this connection came in
 * @param peers the other addresses
 */
public record NodeView(String region, InetAddress address, List<InetAddress> peers, String partitioner) {
    public NodeView {
        peers = List.copyOf(peers);
    }
}
