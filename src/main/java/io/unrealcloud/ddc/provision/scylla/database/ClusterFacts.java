package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.schema.live.LiveSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one look into a cluster gave.
 *
 * @param dataCenter of the node that answered
 * @param dataCenters of all nodes of the cluster
 * @param agreed whether all nodes that are up have the same schema
 * @param user who asked: a role's name; empty where there is no login
 * @param roles by name, as far as the asking role may see them; empty also where the cluster has no roles
 * @param grants of the role of DDC's pods; empty where the cluster does not authorise
 * @param ddcAccepted whether DDC's login is accepted; only looked into where the operator makes it
 * @param keyspaces by name, those that exist of the ones looked for
 * @param schema of the resource's own keyspaces
 * @param record absent if its table is not there or has another comment
 */
record ClusterFacts(
        ServerVersion version,
        String dataCenter,
        Set<String> dataCenters,
        boolean agreed,
        Optional<String> user,
        Map<String, Role> roles,
        Optional<Set<Grant>> grants,
        boolean ddcAccepted,
        Map<String, KeyspaceState> keyspaces,
        LiveSchema schema,
        Optional<ProvisionRecord> record) {

    ClusterFacts {
        dataCenters = Set.copyOf(dataCenters);
        roles = Map.copyOf(roles);
        grants = grants.map(Set::copyOf);
        keyspaces = Map.copyOf(keyspaces);
    }

    /** Before anything is there, for a plan. */
    static ClusterFacts none(ServerVersion version, String dataCenter) {
        return new ClusterFacts(
                version,
                dataCenter,
                Set.of(dataCenter),
                true,
                Optional.empty(),
                Map.of(),
                Optional.of(Set.of()),
                false,
                Map.of(),
                new LiveSchema(List.of()),
                Optional.empty());
    }

    boolean superuser(String role) {
        return roles.containsKey(role) && roles.get(role).superuser();
    }

    record Role(boolean superuser, boolean login) {}

    /**
     * How a keyspace is replicated.
     *
     * @param factors by data centre; empty with another strategy than NetworkTopologyStrategy
     * @param topology whether the strategy is NetworkTopologyStrategy
     * @param tablets empty on a database that has none
     */
    record KeyspaceState(SortedMap<String, Integer> factors, boolean topology, Optional<Boolean> tablets) {
        KeyspaceState {
            factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
        }

        int factor(String dataCenter) {
            return factors.getOrDefault(dataCenter, 0);
        }
    }
}
