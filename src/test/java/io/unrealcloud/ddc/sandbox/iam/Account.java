package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.sandbox.iam.sts.Jwks;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.sts.StsClient;

/** An AWS account on moto behind the front: an EKS cluster, a permissions boundary, and a person who sets things up. */
public final class Account implements AutoCloseable {

    public static final String BOUNDARY = "arn:aws:iam::123456789012:policy/ddc-boundary";

    /** What no role of the operator's may go past: data of DDC, whatever its policy says. */
    private static final String BOUNDARY_DOCUMENT =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"cassandra:Select*\",\"cassandra:Modify*\","
                    + "\"s3:*Object*\",\"s3:ListBucket\",\"s3:GetBucketLocation\",\"s3:*Multipart*\","
                    + "\"secretsmanager:GetSecretValue\",\"ec2:Describe*\"],\"Resource\":\"*\"}]}";

    private static final StaticCredentialsProvider PERSON =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "person"));

    /** Keys of the issuers that STS can reach. */
    public final Map<String, Jwks> issuers = new ConcurrentHashMap<>();

    public final KnownPrincipals principals = new KnownPrincipals();
    public final MotoRoles roles;
    public final IamClient iam;
    private final MotoServer moto = MotoServer.start();
    private final MotoFront front;

    public Account(Clock clock) {
        roles = new MotoRoles(moto.uri(), clock, Duration.ZERO);
        front = MotoFront.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                moto.uri(),
                roles,
                new WebIdentity(roles, issuer -> Optional.ofNullable(issuers.get(issuer)), principals, clock));
        iam = IamClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(front.uri())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(PERSON)
                .build();
        iam.createPolicy(policy -> policy.policyName("ddc-boundary").policyDocument(BOUNDARY_DOCUMENT));
    }

    public URI uri() {
        return front.uri();
    }

    /** Makes an EKS cluster of that name. @return its issuer, which in moto all clusters of a Region share */
    public String cluster(String region, String name) {
        try (EksClient eks = EksClient.builder()
                .region(Region.of(region))
                .endpointOverride(front.uri())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(PERSON)
                .build()) {
            return eks.createCluster(cluster -> cluster.name(name)
                            .roleArn("arn:aws:iam::123456789012:role/eks")
                            .resourcesVpcConfig(vpc -> vpc.subnetIds(List.of())))
                    .cluster()
                    .identity()
                    .oidc()
                    .issuer();
        }
    }

    /** Registers an issuer with IAM, unless it is. */
    public void provider(String issuer, String... audiences) {
        try {
            iam.createOpenIDConnectProvider(provider -> provider.url(issuer).clientIDList(audiences));
        } catch (EntityAlreadyExistsException already) {
            // made by an earlier test
        }
    }

    /** The operator's way to this account. */
    public AwsClients operator(CallListener listener) {
        return new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Map.of("iam", uri(), "eks", uri(), "sts", uri()))
                        .withCredentials(new StaticCredentials("operator", "operator", Optional.empty())),
                listener);
    }

    /** A pod's way to STS: without credentials. */
    public StsClient pod() {
        return StsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(uri())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    @Override
    public void close() {
        iam.close();
        front.close();
        roles.close();
        moto.close();
    }
}
