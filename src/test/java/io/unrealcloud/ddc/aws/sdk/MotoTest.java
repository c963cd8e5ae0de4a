package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.EksPort.EksCluster;
import io.unrealcloud.ddc.aws.StsPort.CallerIdentity;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;

/** STS and EKS against moto: replies this project did not write. */
class MotoTest {
    private static MotoServer moto;
    private static AwsClients clients;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        clients = new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("sts", moto.uri(), "eks", moto.uri()))
                        .withCredentials(new StaticCredentials("test", "test", Optional.empty())),
                CallListener.NONE);
    }

    @AfterAll
    static void end() {
        clients.close();
        moto.close();
    }

    @Test
    void callerIdentity() {
        CallerIdentity identity = clients.sts("us-east-1").callerIdentity();
        assertThat(identity.account()).isEqualTo("123456789012");
        assertThat(identity.partition()).isEqualTo("aws");
        assertThat(identity.arn()).startsWith("arn:aws:sts::123456789012:");
    }

    @Test
    void aClusterIsFoundInItsRegionOnly() {
        try (EksClient admin = EksClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(moto.uri())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build()) {
            admin.createCluster(cluster -> cluster.name("games")
                    .roleArn("arn:aws:iam::123456789012:role/eks")
                    .resourcesVpcConfig(vpc -> vpc.subnetIds(List.of())));
        }
        EksCluster cluster = clients.eks("eu-west-1").cluster("games").orElseThrow();
        assertThat(cluster.arn()).isEqualTo("arn:aws:eks:eu-west-1:123456789012:cluster/games");
        assertThat(cluster.issuer().orElseThrow()).startsWith("https://oidc.eks.eu-west-1.amazonaws.com/id/");
        assertThat(cluster.active()).isTrue();
        assertThat(clients.eks("us-east-1").cluster("games")).isEmpty();
        assertThat(clients.eks("eu-west-1").cluster("other")).isEmpty();
    }
}
