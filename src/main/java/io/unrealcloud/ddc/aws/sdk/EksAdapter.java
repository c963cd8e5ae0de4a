package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.EksPort;
import java.util.Optional;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.eks.model.Cluster;
import software.amazon.awssdk.services.eks.model.DescribeClusterResponse;
import software.amazon.awssdk.services.eks.model.Identity;
import software.amazon.awssdk.services.eks.model.OIDC;
import software.amazon.awssdk.services.eks.model.VpcConfigResponse;

final class EksAdapter implements EksPort {
    private final EksClient client;
    private final Calls calls;

    EksAdapter(EksClient client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public Optional<EksCluster> cluster(String name) {
        return calls.find(
                        "DescribeCluster",
                        "cluster " + name,
                        config -> client.describeCluster(
                                request -> request.name(name).overrideConfiguration(config.build())))
                .map(DescribeClusterResponse::cluster)
                .map(EksAdapter::cluster);
    }

    private static EksCluster cluster(Cluster cluster) {
        Optional<String> issuer =
                Optional.ofNullable(cluster.identity()).map(Identity::oidc).map(OIDC::issuer);
        Optional<VpcConfigResponse> network = Optional.ofNullable(cluster.resourcesVpcConfig());
        return new EksCluster(
                cluster.name(),
                cluster.arn(),
                issuer,
                cluster.statusAsString(),
                network.map(VpcConfigResponse::vpcId).filter(id -> !id.isEmpty()),
                network.map(VpcConfigResponse::clusterSecurityGroupId).filter(id -> !id.isEmpty()));
    }
}
