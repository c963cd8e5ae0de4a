package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.identity.DesiredIdentity.Existing;
import io.unrealcloud.ddc.identity.DesiredIdentity.Managed;
import io.unrealcloud.ddc.identity.DesiredIdentity.Pods;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what {@link IdentityFacts} hold. */
final class IdentityObserver {

    private final AwsPorts aws;
    private final IamPort iam;
    private final Clock clock;

    IdentityObserver(AwsPorts aws, Pods pods, Clock clock) {
        this.aws = aws;
        this.iam = aws.iam(pods.region());
        this.clock = clock;
    }

    /** Everything: at most seven calls. */
    IdentityFacts readAll(DesiredIdentity desired, IdentityFacts before) {
        if (desired instanceof Existing existing && !existing.ofThisAccount()) {
            return before.withOthers(List.of(), clock.instant());
        }
        Pods pods = desired.pods();
        Optional<EksCluster> cluster = aws.eks(pods.region()).cluster(pods.cluster());
        Optional<OidcProvider> provider = cluster.flatMap(EksCluster::issuer).flatMap(this::provider);
        IdentityFacts facts = readRole(desired, before.withTrusted(cluster, provider));
        return switch (desired) {
            case Existing existing -> facts.withOthers(List.of(), clock.instant());
            case Managed managed ->
                facts.withOthers(facts.role().isEmpty() ? List.of() : others(managed.roleName()), clock.instant());
        };
    }

    /** The role and its policy: two calls. */
    IdentityFacts readRole(DesiredIdentity desired, IdentityFacts before) {
        return switch (desired) {
            case Managed managed -> {
                Optional<Role> role = iam.role(managed.roleName());
                Optional<String> policy = role.flatMap(found -> iam.inlinePolicy(found.name(), IdentityPlanner.POLICY));
                yield before.withRead(role, true, policy, clock.instant());
            }
            case Existing existing -> readExisting(existing, before);
        };
    }

    /** A role the operator may not read is taken on trust: the studio's own policy says what it may see. */
    private IdentityFacts readExisting(Existing desired, IdentityFacts before) {
        if (!desired.ofThisAccount()) {
            return before;
        }
        try {
            return before.withRead(iam.role(desired.roleName()), true, Optional.empty(), clock.instant());
        } catch (AwsException failure) {
            if (failure.error() == AwsError.ACCESS_DENIED) {
                return before.withRead(Optional.empty(), false, Optional.empty(), clock.instant());
            }
            throw failure;
        }
    }

    private Optional<OidcProvider> provider(String issuer) {
        return iam.oidcProviderArns().stream()
                .filter(arn -> TrustedIssuer.isOf(arn, issuer))
                .findFirst()
                .flatMap(iam::oidcProvider);
    }

    private List<String> others(String role) {
        return Stream.concat(
                        iam.inlinePolicies(role).stream().filter(name -> !name.equals(IdentityPlanner.POLICY)),
                        iam.attachedPolicies(role).stream())
                .toList();
    }
}
