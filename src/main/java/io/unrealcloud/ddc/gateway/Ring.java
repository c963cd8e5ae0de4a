package io.unrealcloud.ddc.gateway;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The nodes a driver sees: one per listening address, all in one data centre, so that a driver that loses one
 * connection has a next host to try.
 *
 * @param dataCenter the Region, which is what Keyspaces calls it
 * @param nodes one per listener, in order
 * @param schemaVersion the same on all nodes, so that drivers always see agreement
 */
record Ring(String dataCenter, List<Node> nodes, UUID schemaVersion) {
    private static final BigInteger TOKENS = BigInteger.ONE.shiftLeft(64);

    Ring {
        nodes = List.copyOf(nodes);
    }

    /** @param token a signed 64-bit decimal in the range of Murmur3Partitioner */
    record Node(InetAddress address, UUID hostId, String token) {}

    /** Tokens divide the range evenly; ids depend on nothing but Region and address. */
    static Ring of(String region, List<InetAddress> addresses) {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            BigInteger token = TOKENS.multiply(BigInteger.valueOf(2L * i + 1))
                    .divide(BigInteger.valueOf(2L * addresses.size()))
                    .add(BigInteger.valueOf(Long.MIN_VALUE));
            InetAddress address = addresses.get(i);
            nodes.add(new Node(address, id(region, address.getHostAddress()), token.toString()));
        }
        return new Ring(region, nodes, id(region, "schema"));
    }

    private static UUID id(String region, String what) {
        return UUID.nameUUIDFromBytes(("cql-gateway/" + region + "/" + what).getBytes(StandardCharsets.UTF_8));
    }
}
