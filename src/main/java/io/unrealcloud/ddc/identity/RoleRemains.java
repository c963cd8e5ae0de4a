package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.Role;
import java.util.List;
import java.util.Optional;

/** A role and everything that has to go before it. */
record RoleRemains(
        Optional<Role> role,
        List<String> inlinePolicies,
        List<String> attachedPolicies,
        List<String> instanceProfiles) {

    RoleRemains {
        inlinePolicies = List.copyOf(inlinePolicies);
        attachedPolicies = List.copyOf(attachedPolicies);
        instanceProfiles = List.copyOf(instanceProfiles);
    }

    static RoleRemains of(IamPort iam, String name) {
        Optional<Role> role = iam.role(name);
        return role.isEmpty()
                ? new RoleRemains(role, List.of(), List.of(), List.of())
                : new RoleRemains(
                        role, iam.inlinePolicies(name), iam.attachedPolicies(name), iam.instanceProfiles(name));
    }
}
