package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a role and of what it trusts.
 *
 * @param cluster the EKS cluster; empty if there is none
 * @param provider IAM's OIDC provider for the cluster's issuer; empty if there is none
 * @param role empty if there is none, or if it may not be read
 * @param readable whether the operator may read the role
 * @param policy document of the inline policy the operator writes
 * @param others what else gives the role rights: names of inline and ARNs of managed policies
 * @param fullAt when everything was read
 * @param readAt when the role and its policy were read
 * @param createdAt when the operator made the role; far in the past if it did not
 * @param changedAt when the operator last changed it
 */
record IdentityFacts(
        Optional<EksCluster> cluster,
        Optional<OidcProvider> provider,
        Optional<Role> role,
        boolean readable,
        Optional<String> policy,
        List<String> others,
        Instant fullAt,
        Instant readAt,
        Instant createdAt,
        Instant changedAt) {

    IdentityFacts {
        others = List.copyOf(others);
    }

    static IdentityFacts none() {
        return new IdentityFacts(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                List.of(),
                Instant.MIN,
                Instant.MIN,
                Instant.MIN,
                Instant.MIN);
    }

    boolean known() {
        return fullAt.isAfter(Instant.MIN);
    }

    IdentityFacts withTrusted(Optional<EksCluster> cluster, Optional<OidcProvider> provider) {
        return new IdentityFacts(
                cluster, provider, role, readable, policy, others, fullAt, readAt, createdAt, changedAt);
    }

    IdentityFacts withRead(Optional<Role> role, boolean readable, Optional<String> policy, Instant now) {
        return new IdentityFacts(cluster, provider, role, readable, policy, others, fullAt, now, createdAt, changedAt);
    }

    IdentityFacts withOthers(List<String> others, Instant now) {
        return new IdentityFacts(cluster, provider, role, readable, policy, others, now, readAt, createdAt, changedAt);
    }

    IdentityFacts withCreated(Role role, Instant now) {
        return new IdentityFacts(
                cluster, provider, Optional.of(role), true, Optional.empty(), List.of(), fullAt, readAt, now, now);
    }

    IdentityFacts withRole(Role role, Instant now) {
        return new IdentityFacts(
                cluster, provider, Optional.of(role), readable, policy, others, fullAt, readAt, createdAt, now);
    }

    IdentityFacts withPolicy(Optional<String> document, Instant now) {
        return new IdentityFacts(cluster, provider, role, readable, document, others, fullAt, readAt, createdAt, now);
    }
}
