package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.provision.scylla.NodeCommands;
import io.unrealcloud.ddc.provision.scylla.ReplicationDocument;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the database is reached by.
 *
 * @param commands absent in a cluster the operator does not own
 * @param document present where replication is changed by Systems Manager
 */
public record NodeAccess(
        ScyllaCluster cluster, Optional<NodeCommands> commands, Optional<ReplicationDocument> document) {

    /** A cluster the operator does not own. */
    public static NodeAccess existing(List<String> contactPoints) {
        return new NodeAccess(
                new ScyllaCluster(
                        IntStream.range(0, contactPoints.size())
                                .mapToObj(number -> new ScyllaCluster.Node(
                                        number, Optional.empty(), contactPoints.get(number), Optional.empty(), true))
                                .toList(),
                        true),
                Optional.empty(),
                Optional.empty());
    }
}
