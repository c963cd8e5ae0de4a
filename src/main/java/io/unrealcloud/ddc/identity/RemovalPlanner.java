package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.IdentityOperation.DeletePolicy;
import io.unrealcloud.ddc.identity.IdentityOperation.DeleteRole;
import io.unrealcloud.ddc.identity.IdentityOperation.DetachPolicy;
import io.unrealcloud.ddc.identity.IdentityOperation.LeaveInstanceProfile;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes a role down in the order IAM needs: it deletes no role that has policies or is in an instance profile (IAM
 * API reference: DeleteRole). Pure. Of a role that is not this resource's, nothing.
 */
final class RemovalPlanner {

    private RemovalPlanner() {}

    static Plan<IdentityOperation> plan(Owner owner, RoleRemains remains) {
        return new Plan<>(remains.role()
                .filter(role -> owner.ownership(role.tags()) instanceof Ownership.Ours)
                .map(role -> steps(role, remains))
                .orElse(List.of()));
    }

    private static List<Step<IdentityOperation>> steps(Role role, RoleRemains remains) {
        List<IdentityOperation> first = new ArrayList<>();
        remains.instanceProfiles().forEach(profile -> first.add(new LeaveInstanceProfile(role.name(), profile)));
        remains.attachedPolicies().forEach(arn -> first.add(new DetachPolicy(role.name(), arn)));
        remains.inlinePolicies().forEach(policy -> first.add(new DeletePolicy(role.name(), policy)));
        List<Step<IdentityOperation>> steps = new ArrayList<>();
        Set<String> needs = new HashSet<>();
        first.forEach(operation -> {
            String id = operation.action() + " " + operation.target();
            needs.add(id);
            steps.add(new Step<>(id, Set.of(), operation));
        });
        steps.add(new Step<>("role gone", needs, new DeleteRole(role.name())));
        return steps;
    }
}
