package io.unrealcloud.ddc.aws;

import java.util.Optional;

/** EKS clusters, read only. */
public interface EksPort {
    /** The cluster of that name, empty if there is none in the account and Region. */
    Optional<EksCluster> cluster(String name);

    /**
     * @param issuer the OIDC issuer ({@code https://…}); empty while the cluster is being created
     * @param status EKS's own word, {@code ACTIVE} when usable
     */
    record EksCluster(String name, String arn, Optional<String> issuer, String status) {
        public boolean active() {
            return "ACTIVE".equals(status);
        }
    }
}
