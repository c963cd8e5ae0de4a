package io.unrealcloud.ddc.aws;

import java.util.Optional;

/** EKS clusters, read only. */
public interface EksPort {
    /** The cluster of that name, empty if there is none in the account and Region. */
    Optional<EksCluster> cluster(String name);

    /**
     * @param issuer the OIDC issuer ({@code https://…}); empty while the cluster is being created
     * @param status EKS's own word, {@code ACTIVE} when usable
     * @param vpcId the VPC its nodes are in; empty while the cluster is being created
     * @param securityGroup the group EKS made for the cluster, which its managed nodes and their pods are in; empty
     *     while the cluster is being created
     */
    record EksCluster(
            String name,
            String arn,
            Optional<String> issuer,
            String status,
            Optional<String> vpcId,
            Optional<String> securityGroup) {
        public boolean active() {
            return "ACTIVE".equals(status);
        }
    }
}
