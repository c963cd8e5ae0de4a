package io.unrealcloud.ddc.sandbox.scylla.state;

import io.unrealcloud.ddc.sandbox.cassandra.CassandraRing;
import io.unrealcloud.ddc.sandbox.cassandra.NodeClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The members of the cluster as one node knows them, and which of them are there now. That is tried and not taken from
 * gossip, which takes many seconds to notice a death.
 *
 * @param cassandra where this node's Cassandra answers; the others' answer on the same port
 */
public record Ring(InetSocketAddress cassandra) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CONNECT_MILLIS = 500;

    /** One member. */
    public record Member(UUID hostId, InetAddress address, String dataCenter, String rack) {}

    /**
     * What one look showed.
     *
     * @param live by address, which all nodes agree on
     */
    public record View(List<Member> members, List<Member> live) {
        public boolean hasQuorum() {
            return live.size() > members.size() / 2;
        }

        public long racksIn(String dataCenter) {
            return members.stream()
                    .filter(member -> dataCenter.equals(member.dataCenter()))
                    .map(Member::rack)
                    .distinct()
                    .count();
        }

        public long nodesIn(String dataCenter) {
            return members.stream()
                    .filter(member -> dataCenter.equals(member.dataCenter()))
                    .count();
        }
    }

    /** A connection to this node. */
    public NodeClient here() throws IOException {
        return NodeClient.open(cassandra, PATIENCE);
    }

    public InetSocketAddress cassandraOf(Member member) {
        return new InetSocketAddress(member.address(), cassandra.getPort());
    }

    public View look() throws IOException {
        List<Member> members = new ArrayList<>();
        Member self;
        try (NodeClient node = here()) {
            node.read("SELECT host_id, broadcast_address, data_center, rack FROM system.local WHERE key = 'local'")
                    .rows()
                    .forEach(row -> members.add(member(row, "broadcast_address")));
            self = members.getFirst();
            node.read("SELECT host_id, peer, data_center, rack FROM system.peers").rows().stream()
                    .filter(row -> row.get("host_id") != null)
                    .forEach(row -> members.add(member(row, "peer")));
        }
        List<Member> live = members.stream()
                .filter(member -> member == self || answers(member))
                .sorted(Comparator.comparing(member -> member.address().getHostAddress()))
                .toList();
        return new View(List.copyOf(members), live);
    }

    private static Member member(Map<String, Object> row, String address) {
        return new Member(
                (UUID) row.get("host_id"), (InetAddress) row.get(address), (String) row.get("data_center"), (String)
                        row.get("rack"));
    }

    private static boolean answers(Member member) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(member.address(), CassandraRing.STORAGE_PORT), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            // That is the answer: nobody is there.
            return false;
        }
    }
}
