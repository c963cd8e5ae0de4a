package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** From what shall be in a cluster and what is to the steps between. Pure: same facts, same plan. */
final class DatabasePlanner {

    private final DesiredDatabase desired;
    private final ScyllaCluster nodes;
    private final DatabaseFacts facts;
    private final List<Step<DatabaseOperation>> steps = new ArrayList<>();

    private DatabasePlanner(DesiredDatabase desired, ScyllaCluster nodes, DatabaseFacts facts) {
        this.desired = desired;
        this.nodes = nodes;
        this.facts = facts;
    }

    /** @return an empty plan if everything is as it shall be */
    static Plan<DatabaseOperation> plan(DesiredDatabase desired, ScyllaCluster nodes, DatabaseFacts facts) {
        return new DatabasePlanner(desired, nodes, facts).plan();
    }

    private Plan<DatabaseOperation> plan() {
        if (desired.ownNodes()) {
            SecretPlanner.plan(desired, facts.secret().orElseGet(SecretFacts::absent))
                    .ifPresent(operation -> add(StepIds.SECRET, Set.of(), operation));
        }
        switch (facts.access()) {
            case Access.Untried untried -> {
                add(
                        StepIds.ENTERED,
                        Set.of(StepIds.SECRET),
                        new DatabaseOperation.Await(
                                "nodes",
                                new Waiting(Reason.WaitingForNodes, "No node of the database answers CQL yet.")));
                inside(facts.cluster()
                        .orElseGet(() -> ClusterFacts.none(
                                new ServerVersion(true, ""),
                                desired.backend().datacenter().orElse("?"))));
            }
            case Access.Entered entered ->
                inside(facts.cluster()
                        .orElseThrow(() -> new IllegalStateException("Logged in, and nothing was read.")));
            case Access.AsDefault makeAdmin ->
                new RolePlanner(desired, facts).admin().forEach(steps::add);
            case Access.WithOldPassword old ->
                new RolePlanner(desired, facts).admin().forEach(steps::add);
            case Access.Refused refused ->
                add(
                        StepIds.ENTERED,
                        Set.of(StepIds.SECRET),
                        new DatabaseOperation.CreateSuperuser(
                                RolePlanner.roles(desired).admin()));
            case Access.Failed failed ->
                add(
                        StepIds.ENTERED,
                        Set.of(StepIds.SECRET),
                        failed.reason() == Reason.CqlLoginRefused
                                ? new DatabaseOperation.Stop("login", failed.reason(), failed.message())
                                : new DatabaseOperation.Fail("cluster", failed.reason(), failed.message()));
        }
        return new Plan<>(steps);
    }

    private void inside(ClusterFacts cluster) {
        Optional<String> wanted = desired.backend().datacenter();
        if (wanted.isPresent() && !wanted.get().equals(cluster.dataCenter())) {
            add(StepIds.DATACENTER, Set.of(), differs(wanted.get(), cluster));
            return;
        }
        if (desired.ownNodes()) {
            new RolePlanner(desired, facts).ofCluster(cluster).forEach(steps::add);
        } else {
            GivenGrants.problem(desired, cluster).ifPresent(stop -> add(StepIds.GRANTS, Set.of(), stop));
        }
        List<Step<DatabaseOperation>> schema = new ArrayList<>();
        desired.keyspaces()
                .forEach(keyspace -> schema.addAll(new SchemaPlanner(desired, nodes, facts, cluster, keyspace).plan()));
        if (desired.ownNodes()) {
            schema.addAll(new ReplicationPlanner(desired, cluster, nodes).plan());
        }
        readiness(cluster, schema).ifPresent(wait -> add(StepIds.SCHEMA_CHANGES, Set.of(), wait));
        steps.addAll(schema);
        provisioned();
    }

    /** DDL while nodes are missing, or disagree, is how schemas come apart. */
    private Optional<DatabaseOperation> readiness(ClusterFacts cluster, List<Step<DatabaseOperation>> schema) {
        boolean changes = schema.stream()
                .map(Step::operation)
                .anyMatch(operation -> operation instanceof DatabaseOperation.Ddl
                        || operation instanceof DatabaseOperation.RunOnNodes);
        if (!changes || nodes.contactPoints().isEmpty()) {
            return Optional.empty();
        }
        if (desired.ownNodes() && !nodes.complete()) {
            return Optional.of(new DatabaseOperation.Await(
                    "nodes",
                    new Waiting(
                            Reason.WaitingForNodes,
                            "Nodes are joining, leaving or down; the schema changes once all of them are up.")));
        }
        return cluster.agreed()
                ? Optional.empty()
                : Optional.of(new DatabaseOperation.Await(
                        "schema agreement",
                        new Waiting(
                                Reason.SchemaDisagreement,
                                "The nodes have not agreed on one schema yet; it changes once they have.")));
    }

    private static DatabaseOperation differs(String wanted, ClusterFacts cluster) {
        return new DatabaseOperation.Stop(
                "data centre " + wanted,
                Reason.DatacenterDiffers,
                ("The nodes in this Region report the data centre %s, and the resource has %s; the cluster's data"
                                + " centres are %s. A data centre with data cannot be renamed: name the one the nodes report in"
                                + " spec.database.scylla.currentRegion.datacenterName of a new resource.")
                        .formatted(
                                cluster.dataCenter(),
                                wanted,
                                cluster.dataCenters().stream().sorted().collect(Collectors.joining(", "))));
    }

    /** Comes after everything else: from here on what is missing is lost. */
    private void provisioned() {
        boolean recorded = facts.secret()
                .flatMap(secret -> secret.tag(Tags.PROVISIONED))
                .filter(desired.evidence()::equals)
                .isPresent();
        if (desired.ownNodes() && !recorded) {
            Set<String> before = steps.stream().map(Step::id).collect(Collectors.toSet());
            before.add(StepIds.ENTERED);
            add(
                    StepIds.PROVISIONED,
                    before,
                    new DatabaseOperation.TagSecret(
                            SecretPlanner.name(desired.owner()),
                            "record",
                            Map.of(Tags.PROVISIONED, desired.evidence()),
                            Set.of()));
        }
    }

    private void add(String id, Set<String> needs, DatabaseOperation operation) {
        steps.add(new Step<>(id, needs, operation));
    }
}
