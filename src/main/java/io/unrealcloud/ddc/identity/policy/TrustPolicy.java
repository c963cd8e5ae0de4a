package io.unrealcloud.ddc.identity.policy;

import java.util.List;
import java.util.TreeMap;

/**
 * Which tokens a role is given to: those the cluster's issuer made for STS and for one service account, compared
 * exactly (EKS user guide: IAM roles for service accounts).
 *
 * @param provider ARN of the cluster's OIDC provider in IAM
 * @param namespace of the service account
 */
public record TrustPolicy(String provider, String namespace, String serviceAccount) {

    public static final String AUDIENCE = "sts.amazonaws.com";
    public static final String ACTION = "sts:AssumeRoleWithWebIdentity";

    private static final String PROVIDER_MARK = ":oidc-provider/";

    /** The subject of the pods' tokens. */
    public String subject() {
        return "system:serviceaccount:" + namespace + ":" + serviceAccount;
    }

    /** The issuer without {@code https://}, as condition keys begin with it. */
    public String issuer() {
        return provider.substring(provider.indexOf(PROVIDER_MARK) + PROVIDER_MARK.length());
    }

    public PolicyDocument document() {
        TreeMap<String, String> equal = new TreeMap<>();
        equal.put(issuer() + ":aud", AUDIENCE);
        equal.put(issuer() + ":sub", Arns.literal(subject()));
        return new PolicyDocument(List.of(Statement.trust("Pods", Arns.literal(provider), ACTION, equal)));
    }
}
