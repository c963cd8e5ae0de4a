package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.provision.Step;
import io.unrealcloud.ddc.provision.scylla.database.ClusterFacts.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Plans the roles of a cluster whose nodes the operator runs. */
final class RolePlanner {

    private final DesiredDatabase desired;
    private final DatabaseFacts facts;
    private final RoleNames names;

    RolePlanner(DesiredDatabase desired, DatabaseFacts facts) {
        this.desired = desired;
        this.facts = facts;
        this.names = roles(desired);
    }

    static RoleNames roles(DesiredDatabase desired) {
        return new RoleNames(desired.backend().region());
    }

    /** Whoever is logged in makes the operator's own role as its secret says; the next look logs in as that. */
    List<Step<DatabaseOperation>> admin() {
        boolean there = facts.cluster()
                .map(cluster -> cluster.roles().containsKey(names.admin()))
                .orElse(false);
        return List.of(new Step<>(
                StepIds.ENTERED,
                Set.of(StepIds.SECRET),
                there
                        ? new DatabaseOperation.SetPassword(names.admin(), true)
                        : new DatabaseOperation.CreateRole(names.admin(), true)));
    }

    /** Everything else about roles, by the operator's own. */
    List<Step<DatabaseOperation>> ofCluster(ClusterFacts cluster) {
        List<Step<DatabaseOperation>> steps = new ArrayList<>();
        Role ddc = cluster.roles().get(names.ddc());
        if (ddc == null) {
            steps.add(new Step<>(
                    StepIds.role(names.ddc()),
                    Set.of(StepIds.ENTERED),
                    new DatabaseOperation.CreateRole(names.ddc(), false)));
        } else if (!cluster.ddcAccepted() || ddc.superuser()) {
            steps.add(new Step<>(
                    StepIds.role(names.ddc()),
                    Set.of(StepIds.ENTERED),
                    new DatabaseOperation.SetPassword(names.ddc(), false)));
        }
        Role fresh = cluster.roles().get(RoleNames.DEFAULT);
        if (fresh != null && (fresh.login() || fresh.superuser())) {
            steps.add(new Step<>(
                    StepIds.DEFAULT_ROLE,
                    Set.of(StepIds.ENTERED),
                    new DatabaseOperation.DisableDefault(RoleNames.DEFAULT)));
        }
        cluster.grants().ifPresent(granted -> Grant.ofDdc(desired.keyspaceNames()).stream()
                .filter(grant -> !grant.within(granted))
                .forEach(grant -> steps.add(grant(grant))));
        return steps;
    }

    private Step<DatabaseOperation> grant(Grant grant) {
        Set<String> needs = new HashSet<>(Set.of(StepIds.ENTERED, StepIds.role(names.ddc())));
        grant.keyspace().map(StepIds::keyspace).ifPresent(needs::add);
        return new Step<>(StepIds.grant(names.ddc(), grant), needs, new DatabaseOperation.GrantTo(names.ddc(), grant));
    }
}
