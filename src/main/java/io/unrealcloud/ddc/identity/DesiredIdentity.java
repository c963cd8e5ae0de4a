package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.identity.policy.AccessPolicy;
import io.unrealcloud.ddc.identity.policy.PolicyDocument;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import java.util.Optional;

/** The role one resource's pods shall run under. */
public sealed interface DesiredIdentity {

    Pods pods();

    /** The pods that shall get the role: whose they are, and where their tokens come from. */
    record Pods(Owner owner, Account account, String region, String cluster, String serviceAccount) {}

    /**
     * A role the operator makes and keeps as it shall be.
     *
     * @param boundary ARN of the permissions boundary; without one no role is made
     * @param createProvider whether the operator may register the cluster's issuer with IAM
     */
    record Managed(
            Pods pods,
            String roleName,
            String path,
            Optional<String> boundary,
            boolean createProvider,
            PolicyDocument access)
            implements DesiredIdentity {}

    /** A role somebody else made, which is only checked. */
    record Existing(Pods pods, String roleArn) implements DesiredIdentity {

        String roleName() {
            return roleArn.substring(roleArn.lastIndexOf('/') + 1);
        }

        /** Roles of other accounts are out of the operator's sight. */
        boolean ofThisAccount() {
            return roleArn.split(":", 6)[4].equals(pods.account().id());
        }
    }

    static DesiredIdentity of(DdcModel model, Account account, OperatorSettings.Identity settings) {
        Pods pods = new Pods(
                model.owner(),
                account,
                model.region(),
                model.identity().cluster(),
                model.identity().serviceAccount());
        return model.identity()
                .existingRole()
                .<DesiredIdentity>map(arn -> new Existing(pods, arn))
                .orElseGet(() -> new Managed(
                        pods,
                        RoleName.of(model.owner()),
                        settings.rolePath(),
                        Optional.ofNullable(settings.permissionsBoundary()).filter(arn -> !arn.isBlank()),
                        settings.createOidcProvider(),
                        AccessPolicy.of(model, account, settings.keyspacesVpcEndpoint())));
    }
}
