package io.unrealcloud.ddc.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The AWS SDK's own requests, signed by a role's session, at the front of moto; with the policies of deploy/aws. */
class GateTest {
    private static final String ACCOUNT = "123456789012";
    private static final String BOUNDARY = "arn:aws:iam::" + ACCOUNT + ":policy/unreal-cloud-ddc-boundary";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String PODS = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "[\"s3:GetObject\",\"s3:PutObject\",\"s3:ListBucket\"],"
            + "\"Resource\":[\"arn:aws:s3:::mine\",\"arn:aws:s3:::mine/*\"]}]}";

    private static final KnownPrincipals PRINCIPALS = new KnownPrincipals();
    private static MotoServer moto;
    private static MotoRoles roles;
    private static MotoFront front;
    private static AccessKey person;
    private static AccessKey operator;
    private static AccessKey pod;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start();
        person = AccessKey.ofUser("AKIAPERSON", "secret", ACCOUNT, "person");
        operator = session("operator", "ASIAOPERATOR", null);
        pod = session("pods", "ASIAPOD", null);
        PRINCIPALS.add(person);
        PRINCIPALS.add(operator);
        PRINCIPALS.add(pod);
        Clock clock = Clock.systemUTC();
        roles = new MotoRoles(moto.uri(), clock, Duration.ZERO);
        front = MotoFront.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                moto.uri(),
                roles,
                new WebIdentity(roles, issuer -> Optional.empty(), PRINCIPALS, clock),
                Optional.of(new Gate(
                        PRINCIPALS, new PolicyAuthorizer(roles::role, Set.of(person.principalArn())), roles, clock)));
        String boundary = policy("boundary");
        String rights = policy("operator");
        try (IamClient iam = client(IamClient.builder(), person);
                S3Client s3 = client(S3Client.builder(), person)) {
            iam.createPolicy(r -> r.policyName("unreal-cloud-ddc-boundary").policyDocument(boundary));
            iam.createRole(r -> r.roleName("operator").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("operator").policyName("operator").policyDocument(rights));
            iam.createRole(r -> r.roleName("pods").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("pods").policyName("pods").policyDocument(PODS));
            s3.createBucket(r -> r.bucket("mine"));
            s3.createBucket(r -> r.bucket("others"));
        }
    }

    @AfterAll
    static void end() {
        front.close();
        roles.close();
        moto.close();
    }

    @Test
    void objectsAreReadAndWrittenWhereThePolicySays() {
        try (S3Client s3 = client(S3Client.builder(), pod)) {
            String key = "folder/a b+c~ü.txt";
            s3.putObject(r -> r.bucket("mine").key(key), RequestBody.fromString("text"));
            assertThat(s3.getObjectAsBytes(r -> r.bucket("mine").key(key)).asUtf8String())
                    .isEqualTo("text");
            assertThat(s3.listObjectsV2(r -> r.bucket("mine").prefix("folder/")).contents())
                    .hasSize(1);
            refused(() -> s3.putObject(r -> r.bucket("others").key(key), RequestBody.fromString("x")), "AccessDenied");
            refused(() -> s3.deleteObject(r -> r.bucket("mine").key(key)), "AccessDenied");
            refused(() -> s3.createBucket(r -> r.bucket("third")), "AccessDenied");
            refused(() -> s3.getBucketPolicy(r -> r.bucket("mine")), "NotEmulated");
        }
    }

    @Test
    void keysMustBeKnownRightAndInTime() {
        AccessKey expired = session("pods", "ASIAEXPIRED", Instant.EPOCH);
        PRINCIPALS.add(expired);
        refused(listing(expired), "ExpiredToken");
        refused(listing(AccessKey.ofUser("AKIANOBODY", "secret", ACCOUNT, "nobody")), "InvalidAccessKeyId");
        refused(listing(AccessKey.ofUser("AKIAPERSON", "wrong", ACCOUNT, "person")), "SignatureDoesNotMatch");
        refused(listing(AccessKey.ofUser("ASIAPOD", "secret-ASIAPOD", ACCOUNT, "pod")), "InvalidAccessKeyId");
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(front.uri().resolve("/mine?list-type=2")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        }
    }

    @Test
    void theOperatorMakesRolesUnderItsPathWithTheBoundaryAndNoOthers() {
        try (IamClient iam = client(IamClient.builder(), operator)) {
            refused(() -> create(iam, "/unreal-cloud-ddc/", null), "AccessDenied");
            refused(() -> create(iam, "/", BOUNDARY), "AccessDenied");
            refused(() -> create(iam, "/unreal-cloud-ddc/", BOUNDARY.replace("unreal", "other")), "AccessDenied");
            create(iam, "/unreal-cloud-ddc/", BOUNDARY);
            iam.putRolePolicy(r -> r.roleName("ddc-made").policyName("ddc").policyDocument(PODS));
            refused(
                    () -> iam.putRolePolicy(
                            r -> r.roleName("operator").policyName("more").policyDocument(PODS)),
                    "AccessDenied");
            refused(() -> iam.attachRolePolicy(r -> r.roleName("ddc-made").policyArn(BOUNDARY)), "AccessDenied");
            assertThatThrownBy(() -> iam.getRole(r -> r.roleName("ddc-not-made-yet")))
                    .isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void everyCallerIsToldWhoTheyAre() {
        try (StsClient sts = client(StsClient.builder(), pod);
                EksClient eks = client(EksClient.builder(), pod)) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo(pod.principalArn());
            refused(() -> eks.describeCluster(r -> r.name("games")), "AccessDenied");
        }
    }

    private static void create(IamClient iam, String path, String boundary) {
        iam.createRole(r -> r.roleName("ddc-made")
                .path(path)
                .assumeRolePolicyDocument(TRUST)
                .permissionsBoundary(boundary));
    }

    private static ThrowingCallable listing(AccessKey key) {
        return () -> {
            try (S3Client s3 = client(S3Client.builder(), key)) {
                s3.listObjectsV2(r -> r.bucket("mine"));
            }
        };
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(
                        failure.awsErrorDetails().errorCode())
                .isEqualTo(code));
    }

    private static AccessKey session(String role, String id, Instant expires) {
        return new AccessKey(
                id,
                "secret-" + id,
                "token-" + id,
                "arn:aws:sts::" + ACCOUNT + ":assumed-role/" + role + "/test",
                ACCOUNT,
                expires);
    }

    private static String policy(String name) throws Exception {
        return Files.readString(Path.of("deploy/aws/" + name + "-policy.json")).replace("111122223333", ACCOUNT);
    }

    private static <B extends AwsClientBuilder<B, C>, C> C client(B builder, AccessKey key) {
        AwsCredentials credentials = key.sessionToken() == null
                ? AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())
                : AwsSessionCredentials.create(key.accessKeyId(), key.secretAccessKey(), key.sessionToken());
        URI uri = front.uri();
        return builder.region(Region.US_EAST_1)
                .endpointOverride(uri)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }
}
