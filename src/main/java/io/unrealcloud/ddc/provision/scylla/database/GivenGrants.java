package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the login of a cluster the operator does not own has to be allowed. The same login is DDC's, and the one keyspaces
 * are managed with, as far as it may.
 */
final class GivenGrants {

    private GivenGrants() {}

    /** A stop that names every GRANT that is missing for what is to be done; empty if nothing is. */
    static Optional<DatabaseOperation> problem(DesiredDatabase desired, ClusterFacts cluster) {
        if (cluster.user().isEmpty()
                || cluster.grants().isEmpty()
                || cluster.superuser(cluster.user().get())) {
            return Optional.empty();
        }
        Set<Grant> granted = cluster.grants().get();
        // What the login makes it may read and write from then on, and GRANT refuses a keyspace that is not there
        // (ScyllaDB: authorization; Apache Cassandra: security).
        List<String> there = desired.keyspaceNames().stream()
                .filter(cluster.keyspaces()::containsKey)
                .toList();
        Set<Grant> needed = new LinkedHashSet<>(Grant.ofDdc(there));
        // Types and tables are covered by CREATE on all keyspaces; columns, indexes and the record are not.
        desired.keyspaces().stream()
                .filter(keyspace -> SchemaPlanner.alters(desired, cluster, keyspace))
                .forEach(keyspace -> needed.add(Grant.on(Grant.Permission.ALTER, keyspace.name())));
        List<Grant> missing =
                needed.stream().filter(grant -> !grant.within(granted)).toList();
        String user = cluster.user().get();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new DatabaseOperation.Stop(
                        "grants of role " + user,
                        Reason.GrantsMissing,
                        "Role %s of the cluster lacks permissions DDC needs. As a superuser, run: %s;"
                                .formatted(
                                        user,
                                        missing.stream()
                                                .map(grant -> grant.cql(user))
                                                .collect(Collectors.joining("; ")))));
    }
}
