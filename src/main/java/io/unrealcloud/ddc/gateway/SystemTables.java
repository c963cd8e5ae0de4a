package io.unrealcloud.ddc.gateway;

import com.datastax.oss.protocol.internal.ProtocolConstants.DataType;
import com.datastax.oss.protocol.internal.response.result.RawType;
import io.unrealcloud.ddc.gateway.Ring.Node;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code system.local} and {@code system.peers} as the gateway shows them: its own listeners as the nodes of one
 * data centre, with the columns of Apache Cassandra 3.11, which is what Keyspaces reports (developer guide:
 * "Functional differences: Amazon Keyspaces vs. Apache Cassandra").
 */
final class SystemTables {
    static final String RELEASE = "3.11.2";
    private static final String CQL = "3.4.4";
    static final RawType TEXT = RawType.PRIMITIVES.get(DataType.VARCHAR);
    private static final RawType INET = RawType.PRIMITIVES.get(DataType.INET);
    private static final RawType UUIDS = RawType.PRIMITIVES.get(DataType.UUID);
    private static final RawType INT = RawType.PRIMITIVES.get(DataType.INT);
    private static final RawType TEXTS = new RawType.RawSet(TEXT);

    private SystemTables() {}

    /** A value of a column; a null value is CQL's null. */
    record Cell(RawType type, ByteBuffer value) {}

    /**
     * A table.
     *
     * @param key the column a query may pin
     * @param columns name to type, in order
     * @param rows name to cell
     */
    record Table(String name, String key, Map<String, RawType> columns, List<Map<String, Cell>> rows) {}

    static Table local(Ring ring, Node node) {
        Map<String, Cell> row = new LinkedHashMap<>();
        row.put("key", text("local"));
        row.put("bootstrapped", text("COMPLETED"));
        row.put("broadcast_address", inet(node.address()));
        row.put("cluster_name", text("Amazon Keyspaces"));
        row.put("cql_version", text(CQL));
        row.put("data_center", text(ring.dataCenter()));
        row.put("gossip_generation", new Cell(INT, ByteBuffer.allocate(4).putInt(0, 1)));
        row.put("host_id", uuid(node.hostId()));
        row.put("listen_address", inet(node.address()));
        row.put("native_protocol_version", text("4"));
        row.put("partitioner", text("org.apache.cassandra.dht.Murmur3Partitioner"));
        row.put("rack", text("gateway"));
        row.put("release_version", text(RELEASE));
        row.put("rpc_address", inet(node.address()));
        row.put("schema_version", uuid(ring.schemaVersion()));
        row.put("tokens", texts(node.token()));
        return new Table("local", "key", types(row), List.of(row));
    }

    static Table peers(Ring ring, Node self) {
        List<Map<String, Cell>> rows = new ArrayList<>();
        for (Node node : ring.nodes()) {
            if (!node.equals(self)) {
                rows.add(peer(ring, node));
            }
        }
        return new Table("peers", "peer", types(peer(ring, self)), rows);
    }

    private static Map<String, Cell> peer(Ring ring, Node node) {
        Map<String, Cell> row = new LinkedHashMap<>();
        row.put("peer", inet(node.address()));
        row.put("data_center", text(ring.dataCenter()));
        row.put("host_id", uuid(node.hostId()));
        row.put("listen_address", inet(node.address()));
        row.put("preferred_ip", new Cell(INET, null));
        row.put("rack", text("gateway"));
        row.put("release_version", text(RELEASE));
        row.put("rpc_address", inet(node.address()));
        row.put("schema_version", uuid(ring.schemaVersion()));
        row.put("tokens", texts(node.token()));
        return row;
    }

    private static Map<String, RawType> types(Map<String, Cell> row) {
        Map<String, RawType> types = new LinkedHashMap<>();
        row.forEach((name, cell) -> types.put(name, cell.type()));
        return types;
    }

    private static Cell text(String value) {
        return new Cell(TEXT, utf8(value));
    }

    static ByteBuffer utf8(String value) {
        return ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8));
    }

    private static Cell inet(InetAddress value) {
        return new Cell(INET, ByteBuffer.wrap(value.getAddress()));
    }

    private static Cell uuid(UUID value) {
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits());
        return new Cell(UUIDS, bytes.flip());
    }

    private static Cell texts(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ByteBuffer set = ByteBuffer.allocate(8 + bytes.length).putInt(1).putInt(bytes.length);
        return new Cell(TEXTS, set.put(bytes).flip());
    }
}
