package io.unrealcloud.ddc.workload.objects;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.workload.Pins;
import java.util.Map;

/** Who DDC's pods are, and what they may do in Kubernetes: find each other and elect a leader. */
final class Accounts {

    private static final String RBAC = "rbac.authorization.k8s.io";

    private Accounts() {}

    static ServiceAccount serviceAccount(Owner owner, String roleArn) {
        return new ServiceAccountBuilder()
                .withMetadata(Metas.of(owner, Names.of(owner).serviceAccount(), Map.of(Pins.ROLE_ARN, roleArn)))
                .withAutomountServiceAccountToken(false)
                .build();
    }

    /** DDC makes the ConfigMap it elects a leader with, and a right to make one cannot be bound to a name. */
    static io.fabric8.kubernetes.api.model.rbac.Role role(Owner owner) {
        Names names = Names.of(owner);
        return new RoleBuilder()
                .withMetadata(Metas.of(owner, names.server()))
                .addToRules(new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withResourceNames(names.leader())
                        .withVerbs("get", "update", "patch")
                        .build())
                .addToRules(new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("configmaps")
                        .withVerbs("create")
                        .build())
                .addToRules(new PolicyRuleBuilder()
                        .withApiGroups("")
                        .withResources("pods")
                        .withVerbs("get", "list", "watch")
                        .build())
                .build();
    }

    static RoleBinding binding(Owner owner) {
        Names names = Names.of(owner);
        return new RoleBindingBuilder()
                .withMetadata(Metas.of(owner, names.server()))
                .withNewRoleRef()
                .withApiGroup(RBAC)
                .withKind("Role")
                .withName(names.server())
                .endRoleRef()
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(names.serviceAccount())
                .withNamespace(owner.namespace())
                .endSubject()
                .build();
    }
}
