package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.KeyspaceState;
import io.unrealcloud.ddc.provision.scylla.database.DatabaseOperation.Stop;
import io.unrealcloud.ddc.schema.KeyspaceRole;
import io.unrealcloud.ddc.schema.Replication.NetworkTopology;
import io.unrealcloud.ddc.schema.live.SchemaDifference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans how a resource leaves its database. Nodes of one Region take their data with them; of a cluster that goes on
 * elsewhere this Region's copies are taken back first, and its local keyspace goes; from a cluster the operator does not
 * own, the keyspaces this resource made. Pure.
 */
final class TakeDownPlanner {

    private final DesiredDatabase desired;
    private final ScyllaCluster nodes;
    private final DatabaseFacts facts;
    private final List<Step<DatabaseOperation>> steps = new ArrayList<>();

    private TakeDownPlanner(DesiredDatabase desired, ScyllaCluster nodes, DatabaseFacts facts) {
        this.desired = desired;
        this.nodes = nodes;
        this.facts = facts;
    }

    /** @return an empty plan if nothing of the resource is there any more */
    static Plan<DatabaseOperation> delete(DesiredDatabase desired, ScyllaCluster nodes, DatabaseFacts facts) {
        TakeDownPlanner planner = new TakeDownPlanner(desired, nodes, facts);
        if (!nodes.contactPoints().isEmpty()) {
            planner.inside();
        }
        planner.secret();
        return new Plan<>(planner.steps);
    }

    /** @return an empty plan if everything of the resource is marked as released */
    static Plan<DatabaseOperation> release(
            DesiredDatabase desired, ScyllaCluster nodes, DatabaseFacts facts, Instant now) {
        TakeDownPlanner planner = new TakeDownPlanner(desired, nodes, facts);
        planner.letGo(now);
        return new Plan<>(planner.steps);
    }

    private void inside() {
        switch (facts.access()) {
            case Access.Entered entered -> facts.cluster().ifPresent(this::inside);
            case Access.Failed failed -> {
                if (!desired.ownNodes() || desired.backend().multiRegion()) {
                    add(
                            StepIds.ENTERED,
                            Set.of(),
                            new DatabaseOperation.Fail("cluster", failed.reason(), failed.message()));
                }
            }
            // Without a login nothing was ever made, or the secret is gone already.
            case Access.Untried untried -> {}
            case Access.Refused refused -> {}
            case Access.AsDefault fresh -> {}
            case Access.WithOldPassword old -> facts.cluster().ifPresent(this::inside);
        }
    }

    private void inside(ClusterFacts cluster) {
        boolean ours = cluster.record()
                .filter(record -> record.owner().equals(ProvisionRecord.owner(desired.owner())))
                .isPresent();
        if (!ours || desired.ownNodes() && cluster.dataCenters().size() == 1) {
            return;
        }
        desired.keyspaces().stream()
                .filter(keyspace -> keyspace.role() != KeyspaceRole.LOCAL)
                .forEach(keyspace -> shared(cluster, keyspace));
        if (cluster.keyspaces().containsKey(desired.local().name())) {
            drop(cluster, desired.local());
        }
    }

    private void shared(ClusterFacts cluster, DesiredKeyspace keyspace) {
        KeyspaceState state = cluster.keyspaces().get(keyspace.name());
        if (state == null) {
            return;
        }
        int factor = state.factor(cluster.dataCenter());
        boolean elsewhere = state.factors().entrySet().stream()
                .anyMatch(entry -> entry.getValue() > 0 && !entry.getKey().equals(cluster.dataCenter()));
        if (elsewhere && desired.ownNodes() && factor > 0) {
            SortedMap<String, Integer> after = new TreeMap<>(state.factors());
            // All at once: without tablets there is no limit, and nothing is to be repaired afterwards.
            after.put(cluster.dataCenter(), 0);
            add(
                    StepIds.replication(keyspace.name()),
                    Set.of(),
                    new DatabaseOperation.AlterReplication(
                            keyspace.name(), state.factors(), new NetworkTopology(after)));
        } else if (!elsewhere
                && !desired.ownNodes()
                && cluster.record().orElseThrow().of(keyspace.name()).factor() > 0) {
            drop(cluster, keyspace);
        }
    }

    private void drop(ClusterFacts cluster, DesiredKeyspace keyspace) {
        Optional<String> extra = SchemaPlanner.differences(cluster, keyspace).stream()
                .filter(SchemaDifference.ExtraTable.class::isInstance)
                .map(SchemaDifference::message)
                .findFirst();
        add(
                StepIds.gone(StepIds.keyspace(keyspace.name())),
                new HashSet<>(steps.stream().map(Step::id).toList()),
                extra.<DatabaseOperation>map(foreign -> new Stop(
                                "keyspace " + keyspace.name(),
                                Reason.ForeignObjects,
                                foreign
                                        + " The keyspace is not deleted as long as it is there: move it, or"
                                        + " set deletionPolicy: Retain."))
                        .orElseGet(() -> new DatabaseOperation.DropKeyspace(keyspace.name())));
    }

    private void secret() {
        facts.secret().flatMap(SecretFacts::description).ifPresent(there -> {
            boolean ours =
                    switch (desired.owner().ownership(there.tags())) {
                        case Ownership.Ours own -> true;
                        case Ownership.Released released -> true;
                        case Ownership.Predecessor predecessor -> false;
                        case Ownership.Foreign foreign -> false;
                        case Ownership.Unclaimed unclaimed -> false;
                    };
            if (ours && !there.deleting()) {
                add(
                        StepIds.gone(StepIds.SECRET),
                        new HashSet<>(steps.stream().map(Step::id).toList()),
                        new DatabaseOperation.DeleteSecret(there.name()));
            }
        });
    }

    private void letGo(Instant now) {
        facts.secret()
                .flatMap(SecretFacts::description)
                .filter(there -> desired.owner().ownership(there.tags()) instanceof Ownership.Ours)
                .ifPresent(there -> add(
                        StepIds.SECRET,
                        Set.of(),
                        new DatabaseOperation.TagSecret(
                                there.name(), "release", Map.of(Tags.RELEASED_AT, now.toString()), Set.of())));
        if (!desired.ownNodes() && !nodes.contactPoints().isEmpty()) {
            facts.cluster()
                    .flatMap(ClusterFacts::record)
                    .filter(record -> record.owner().equals(ProvisionRecord.owner(desired.owner())))
                    .ifPresent(record -> add(
                            StepIds.keyspace(desired.local().name()),
                            Set.of(),
                            new DatabaseOperation.WriteRecord(
                                    desired.local().name(),
                                    SchemaPlanner.anchor(desired).name(),
                                    new ProvisionRecord(ProvisionRecord.RELEASED, record.repaired()))));
        }
    }

    private void add(String id, Set<String> needs, DatabaseOperation operation) {
        steps.add(new Step<>(id, needs, operation));
    }
}
