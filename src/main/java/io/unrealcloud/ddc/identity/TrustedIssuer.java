package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.iam.OidcProvider;
import io.unrealcloud.ddc.identity.DesiredIdentity.Pods;
import io.unrealcloud.ddc.identity.IdentityOperation.Await;
import io.unrealcloud.ddc.identity.IdentityOperation.CreateProvider;
import io.unrealcloud.ddc.identity.IdentityOperation.Stop;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import io.unrealcloud.ddc.model.Waiting;
import java.util.Map;
import java.util.Optional;

/** Whether IAM knows the issuer of the cluster's tokens, and what to do if not. Pure. */
final class TrustedIssuer {

    private static final String HTTPS = "https://";

    private TrustedIssuer() {}

    /** What stands in the way; empty if IAM accepts the cluster's tokens. */
    static Optional<IdentityOperation> missing(Pods pods, IdentityFacts facts, boolean create) {
        if (facts.cluster().isEmpty()) {
            return Optional.of(new Stop(
                    "EKS cluster " + pods.cluster(),
                    Reason.ClusterNotFound,
                    "There is no EKS cluster %s in %s. DDC's role trusts that cluster's tokens: make the cluster, or make a new resource with the right spec.cluster.name."
                            .formatted(pods.cluster(), pods.region())));
        }
        Optional<String> issuer = issuer(facts);
        if (issuer.isEmpty()) {
            return Optional.of(new Await(
                    "EKS cluster " + pods.cluster(),
                    new Waiting(
                            Reason.ClusterNotReady,
                            "EKS cluster %s is %s and has no OIDC issuer yet."
                                    .formatted(
                                            pods.cluster(),
                                            facts.cluster()
                                                    .map(EksCluster::status)
                                                    .orElseThrow()))));
        }
        if (facts.provider().isEmpty()) {
            return Optional.of(
                    create
                            ? new CreateProvider(issuer.get(), Map.of(Tags.MANAGED_BY, Tags.MANAGER))
                            : missing(issuer.get()));
        }
        return facts.provider()
                .filter(provider -> !provider.clientIds().contains(TrustPolicy.AUDIENCE))
                .map(TrustedIssuer::unsuitable);
    }

    /** The issuer's URL; empty while the cluster has none. */
    static Optional<String> issuer(IdentityFacts facts) {
        return facts.cluster().flatMap(EksCluster::issuer);
    }

    /** Whether a provider's ARN is that of an issuer; case counts, as it does in AWS. */
    static boolean isOf(String providerArn, String issuer) {
        return providerArn.endsWith(":oidc-provider/" + bare(issuer));
    }

    /** The ARN that IAM gives the provider of an issuer. */
    static String arn(Account account, String issuer) {
        return "arn:%s:iam::%s:oidc-provider/%s".formatted(account.partition(), account.id(), bare(issuer));
    }

    private static String bare(String issuer) {
        return issuer.startsWith(HTTPS) ? issuer.substring(HTTPS.length()) : issuer;
    }

    private static Stop missing(String issuer) {
        return new Stop(
                "OIDC provider " + issuer,
                Reason.OidcProviderMissing,
                ("IAM does not know the cluster's OIDC issuer, so no role can trust its pods. Run: aws iam"
                                + " create-open-id-connect-provider --url %s --client-id-list %s")
                        .formatted(issuer, TrustPolicy.AUDIENCE));
    }

    private static IdentityOperation unsuitable(OidcProvider provider) {
        return new Stop(
                "OIDC provider " + provider.arn(),
                Reason.OidcProviderUnsuitable,
                ("The cluster's OIDC provider does not accept tokens for %1$s. Run: aws iam"
                                + " add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn %2$s"
                                + " --client-id %1$s")
                        .formatted(TrustPolicy.AUDIENCE, provider.arn()));
    }
}
