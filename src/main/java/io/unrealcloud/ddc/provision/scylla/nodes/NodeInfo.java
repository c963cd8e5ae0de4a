package io.unrealcloud.ddc.provision.scylla.nodes;

import java.util.List;

/**
 * What a node says of itself over CQL.
 *
 * @param joined whether it is a member of the ring
 * @param ring the members it knows, itself among them
 */
public record NodeInfo(
        String hostId,
        String clusterName,
        String datacenter,
        String rack,
        String release,
        String schemaVersion,
        boolean joined,
        List<Member> ring) {
    public NodeInfo {
        ring = List.copyOf(ring);
    }

    /** @param address as other nodes reach it */
    public record Member(String hostId, String address, String datacenter, String rack, String schemaVersion) {}
}
