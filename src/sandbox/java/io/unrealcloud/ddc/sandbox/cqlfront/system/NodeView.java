package io.unrealcloud.ddc.sandbox.cqlfront.system;

import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a front says about itself.
 *
 * @param region also its data centre
 * @param address where this connection came in
 * @param peers the other addresses
 * @param partitioner asked at each read, since an account may change it
 */
public record NodeView(String region, InetAddress address, List<InetAddress> peers, Supplier<String> partitioner) {
    public NodeView {
        peers = List.copyOf(peers);
    }
}
