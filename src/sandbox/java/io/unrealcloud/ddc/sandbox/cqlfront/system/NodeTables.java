package io.unrealcloud.ddc.sandbox.cqlfront.system;

import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.partitionKey;
import static io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn.regular;

import com.datastax.oss.driver.api.core.type.DataTypes;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** {@code system.local} and {@code system.peers}: one node of Cassandra 3.11.2, and its peers if it has any. */
final class NodeTables {
    static final String RELEASE = "3.11.2";
    static final String CQL_VERSION = "3.4.4";

    private NodeTables() {}

    static List<SystemTable> of(NodeView node) {
        return List.of(
                new SystemTable("system", "local", localColumns(), () -> List.of(local(node))),
                new SystemTable("system", "peers", peerColumns(), () -> peers(node)));
    }

    private static List<SystemColumn> localColumns() {
        return List.of(
                partitionKey("key"),
                regular("bootstrapped", DataTypes.TEXT),
                regular("broadcast_address", DataTypes.INET),
                regular("cluster_name", DataTypes.TEXT),
                regular("cql_version", DataTypes.TEXT),
                regular("data_center", DataTypes.TEXT),
                regular("gossip_generation", DataTypes.INT),
                regular("host_id", DataTypes.UUID),
                regular("listen_address", DataTypes.INET),
                regular("native_protocol_version", DataTypes.TEXT),
                regular("partitioner", DataTypes.TEXT),
                regular("rack", DataTypes.TEXT),
                regular("release_version", DataTypes.TEXT),
                regular("rpc_address", DataTypes.INET),
                regular("schema_version", DataTypes.UUID),
                regular("thrift_version", DataTypes.TEXT),
                regular("tokens", DataTypes.setOf(DataTypes.TEXT)),
                regular("truncated_at", DataTypes.mapOf(DataTypes.UUID, DataTypes.BLOB)));
    }

    private static List<SystemColumn> peerColumns() {
        return List.of(
                partitionKey("peer", DataTypes.INET),
                regular("data_center", DataTypes.TEXT),
                regular("host_id", DataTypes.UUID),
                regular("preferred_ip", DataTypes.INET),
                regular("rack", DataTypes.TEXT),
                regular("release_version", DataTypes.TEXT),
                regular("rpc_address", DataTypes.INET),
                regular("schema_version", DataTypes.UUID),
                regular("tokens", DataTypes.setOf(DataTypes.TEXT)));
    }

    private static Map<String, Object> local(NodeView node) {
        Map<String, Object> row = node(node, node.address());
        row.put("key", "local");
        row.put("bootstrapped", "COMPLETED");
        row.put("broadcast_address", node.address());
        row.put("listen_address", node.address());
        row.put("cluster_name", "Amazon Keyspaces");
        row.put("cql_version", CQL_VERSION);
        row.put("gossip_generation", 0);
        row.put("native_protocol_version", "4");
        row.put("partitioner", node.partitioner());
        row.put("thrift_version", "20.1.0");
        return row;
    }

    private static List<Map<String, Object>> peers(NodeView node) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (InetAddress peer : node.peers()) {
            Map<String, Object> row = node(node, peer);
            row.put("peer", peer);
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, Object> node(NodeView node, InetAddress address) {
        Map<String, Object> row = new HashMap<>();
        row.put("data_center", node.region());
        row.put("host_id", id(node.region() + "/" + address.getHostAddress()));
        row.put("rack", node.region());
        row.put("release_version", RELEASE);
        row.put("rpc_address", address);
        row.put("schema_version", id(node.region()));
        row.put("tokens", Set.of(token(node, address)));
        return row;
    }

    /** The ring cut evenly among the addresses, in an order every one of them agrees on. */
    private static String token(NodeView node, InetAddress address) {
        List<String> ring = Stream.concat(Stream.of(node.address()), node.peers().stream())
                .map(InetAddress::getHostAddress)
                .sorted()
                .toList();
        BigInteger width = BigInteger.ONE.shiftLeft(64).divide(BigInteger.valueOf(ring.size()));
        return BigInteger.valueOf(Long.MIN_VALUE)
                .add(BigInteger.ONE)
                .add(width.multiply(BigInteger.valueOf(ring.indexOf(address.getHostAddress()))))
                .toString();
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
