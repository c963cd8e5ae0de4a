package io.unrealcloud.ddc.sandbox.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.machines.ScriptedMachines;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import io.unrealcloud.ddc.sandbox.services.StrictServices;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
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

    /** May launch, command and end what carries the tag {@code owner=ddc}, and gives it to what it makes. */
    private static final String LAUNCHER = """
        {"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":["ec2:Describe*","ssm:GetCommandInvocation"],"Resource":"*"},
        {"Effect":"Allow","Action":"ec2:RunInstances",
         "Resource":["arn:aws:ec2:*::image/*","arn:aws:ec2:*:*:subnet/*"]},
        {"Effect":"Allow","Action":["ec2:RunInstances","ec2:CreateSecurityGroup"],
         "Resource":["arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:volume/*","arn:aws:ec2:*:*:network-interface/*",
         "arn:aws:ec2:*:*:security-group/*"],
         "Condition":{"StringEquals":{"aws:RequestTag/owner":"ddc"}}},
        {"Effect":"Allow","Action":"ec2:CreateSecurityGroup","Resource":"arn:aws:ec2:*:*:vpc/*"},
        {"Effect":"Allow","Action":"ec2:CreateTags","Resource":"*",
         "Condition":{"StringEquals":{"ec2:CreateAction":["RunInstances","CreateSecurityGroup"]}}},
        {"Effect":"Allow","Action":["ec2:RunInstances","ec2:TerminateInstances","ec2:DeleteSecurityGroup",
         "ssm:SendCommand"],"Resource":"arn:aws:ec2:*:*:*",
         "Condition":{"StringEquals":{"aws:ResourceTag/owner":"ddc"}}},
        {"Effect":"Allow","Action":"ssm:SendCommand","Resource":"arn:aws:ssm:*::document/AWS-RunShellScript"},
        {"Effect":"Allow","Action":"iam:PassRole","Resource":"arn:aws:iam::*:role/nodes",
         "Condition":{"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}}},
        {"Effect":"Allow","Action":["secretsmanager:CreateSecret","secretsmanager:TagResource"],
         "Resource":"arn:aws:secretsmanager:*:*:secret:ddc/*",
         "Condition":{"StringEquals":{"aws:RequestTag/owner":"ddc"}}},
        {"Effect":"Allow","Action":"secretsmanager:DeleteSecret","Resource":"*",
         "Condition":{"StringEquals":{"aws:ResourceTag/owner":"ddc"}}},
        {"Effect":"Allow","Action":["iam:CreateInstanceProfile","iam:GetInstanceProfile",
         "iam:AddRoleToInstanceProfile"],"Resource":"arn:aws:iam::*:instance-profile/ddc/*"},
        {"Effect":"Allow","Action":"route53:ListResourceRecordSets","Resource":"arn:aws:route53:::hostedzone/*"}]}
        """;

    private static final KnownPrincipals PRINCIPALS = new KnownPrincipals();
    private static MotoServer moto;
    private static MotoRoles roles;
    private static MotoFront front;
    private static StrictServices services;
    private static final ScriptedMachines machines = new ScriptedMachines();

    @TempDir
    static Path directory;

    private static AccessKey person;
    private static AccessKey operator;
    private static AccessKey pod;
    private static AccessKey launcher;

    @BeforeAll
    static void start() throws Exception {
        moto = MotoServer.start();
        person = AccessKey.ofUser("AKIAPERSON", "secret", ACCOUNT, "person");
        operator = session("operator", "ASIAOPERATOR", null);
        pod = session("pods", "ASIAPOD", null);
        launcher = session("launcher", "ASIALAUNCHER", null);
        PRINCIPALS.add(launcher);
        PRINCIPALS.add(person);
        PRINCIPALS.add(operator);
        PRINCIPALS.add(pod);
        Clock clock = Clock.systemUTC();
        roles = new MotoRoles(moto.uri(), clock, Duration.ZERO);
        services = new StrictServices(
                moto.uri(),
                roles,
                machines,
                (machine, profile) -> {},
                directory,
                Ec2Settings.quick(),
                SsmSettings.quick(),
                clock);
        front = MotoFront.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                moto.uri(),
                roles,
                new WebIdentity(roles, issuer -> Optional.empty(), PRINCIPALS, clock),
                Optional.of(new Gate(
                        PRINCIPALS,
                        new PolicyAuthorizer(roles::role, Set.of(person.principalArn())),
                        roles,
                        services.tags(),
                        clock)),
                services.byName());
        String boundary = policy("boundary");
        String rights = policy("operator");
        try (IamClient iam = client(IamClient.builder(), person);
                S3Client s3 = client(S3Client.builder(), person)) {
            iam.createPolicy(r -> r.policyName("unreal-cloud-ddc-boundary").policyDocument(boundary));
            iam.createRole(r -> r.roleName("operator").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("operator").policyName("operator").policyDocument(rights));
            iam.createRole(r -> r.roleName("pods").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("pods").policyName("pods").policyDocument(PODS));
            iam.createRole(r -> r.roleName("launcher").assumeRolePolicyDocument(TRUST));
            iam.putRolePolicy(r -> r.roleName("launcher").policyName("rights").policyDocument(LAUNCHER));
            for (String profile : List.of("nodes", "others")) {
                iam.createRole(r -> r.roleName(profile).assumeRolePolicyDocument(TRUST));
                iam.putRolePolicy(r -> r.roleName(profile)
                        .policyName("agent")
                        .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                                + "[\"ssm:*\",\"ssmmessages:*\",\"ec2messages:*\"],\"Resource\":\"*\"}]}"));
                iam.createInstanceProfile(r -> r.instanceProfileName(profile));
                iam.addRoleToInstanceProfile(r -> r.instanceProfileName(profile).roleName(profile));
            }
            s3.createBucket(r -> r.bucket("mine"));
            s3.createBucket(r -> r.bucket("others"));
        }
    }

    @AfterAll
    static void end() {
        front.close();
        services.close();
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

    @Test
    void tagsDecideWhatIsLaunchedCommandedAndEnded() {
        try (Ec2Client ec2 = client(Ec2Client.builder(), launcher);
                Ec2Client setting = client(Ec2Client.builder(), person);
                SsmClient ssm = client(SsmClient.builder(), launcher)) {
            String vpc =
                    setting.createVpc(r -> r.cidrBlock("127.66.0.0/16")).vpc().vpcId();
            String subnet = setting.createSubnet(r -> r.vpcId(vpc).cidrBlock("127.66.1.0/24"))
                    .subnet()
                    .subnetId();
            String image = ec2.describeImages(r -> r.owners("797456418907"))
                    .images()
                    .get(0)
                    .imageId();
            RunInstancesRequest launch = RunInstancesRequest.builder()
                    .imageId(image)
                    .instanceType("i4i.large")
                    .subnetId(subnet)
                    .minCount(1)
                    .maxCount(1)
                    .iamInstanceProfile(profile -> profile.name("nodes"))
                    .tagSpecifications(
                            tagged(ResourceType.INSTANCE),
                            tagged(ResourceType.VOLUME),
                            tagged(ResourceType.NETWORK_INTERFACE))
                    .build();
            refused(
                    () -> ec2.runInstances(launch.toBuilder()
                            .tagSpecifications(tagged(ResourceType.INSTANCE))
                            .build()),
                    "UnauthorizedOperation");
            refused(
                    () -> ec2.runInstances(launch.toBuilder()
                            .iamInstanceProfile(profile -> profile.name("others"))
                            .build()),
                    "UnauthorizedOperation");
            String mine = ec2.runInstances(launch).instances().get(0).instanceId();
            String others = setting.runInstances(
                            launch.toBuilder().tagSpecifications(List.of()).build())
                    .instances()
                    .get(0)
                    .instanceId();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> machines.running.keySet().containsAll(List.of(mine, others)));
            refused(() -> ec2.terminateInstances(r -> r.instanceIds(others)), "UnauthorizedOperation");
            refused(() -> ec2.terminateInstances(r -> r.instanceIds(mine, others)), "UnauthorizedOperation");
            refused(() -> ec2.createTags(r -> r.resources(others).tags(tag())), "UnauthorizedOperation");
            Map<String, List<String>> script = Map.of("commands", List.of("true"));
            String command = ssm.sendCommand(r -> r.documentName("AWS-RunShellScript")
                            .instanceIds(mine)
                            .parameters(script))
                    .command()
                    .commandId();
            assertThat(ssm.getCommandInvocation(r -> r.commandId(command).instanceId(mine))
                            .commandId())
                    .isEqualTo(command);
            refused(
                    () -> ssm.sendCommand(r -> r.documentName("AWS-RunShellScript")
                            .instanceIds(others)
                            .parameters(script)),
                    "AccessDenied");
            refused(() -> ssm.sendCommand(r -> r.documentName("other").instanceIds(mine)), "AccessDenied");
            ec2.terminateInstances(r -> r.instanceIds(mine));
        }
    }

    @Test
    void aProfileIsKnownByItsPathAndTakesNoRoleThatMayNotBePassed() {
        try (IamClient iam = client(IamClient.builder(), launcher)) {
            refused(() -> iam.createInstanceProfile(r -> r.instanceProfileName("mine")), "AccessDenied");
            iam.createInstanceProfile(r -> r.instanceProfileName("mine").path("/ddc/"));
            assertThat(iam.getInstanceProfile(r -> r.instanceProfileName("mine"))
                            .instanceProfile()
                            .arn())
                    .endsWith(":instance-profile/ddc/mine");
            refused(() -> iam.getInstanceProfile(r -> r.instanceProfileName("others")), "AccessDenied");
            refused(
                    () -> iam.addRoleToInstanceProfile(
                            r -> r.instanceProfileName("mine").roleName("others")),
                    "AccessDenied");
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName("mine").roleName("nodes"));
        }
    }

    @Test
    void tagsDecideOnGroupsAndSecretsToo() {
        try (Ec2Client ec2 = client(Ec2Client.builder(), launcher);
                Ec2Client setting = client(Ec2Client.builder(), person);
                SecretsManagerClient secrets = client(SecretsManagerClient.builder(), launcher);
                SecretsManagerClient all = client(SecretsManagerClient.builder(), person);
                Route53Client route53 = client(Route53Client.builder(), launcher)) {
            String vpc =
                    setting.createVpc(r -> r.cidrBlock("127.67.0.0/16")).vpc().vpcId();
            refused(
                    () -> ec2.createSecurityGroup(
                            r -> r.vpcId(vpc).groupName("a").description("a")),
                    "UnauthorizedOperation");
            String group = ec2.createSecurityGroup(r -> r.vpcId(vpc)
                            .groupName("a")
                            .description("a")
                            .tagSpecifications(tagged(ResourceType.SECURITY_GROUP)))
                    .groupId();
            refused(
                    () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(group)
                            .ipProtocol("tcp")
                            .fromPort(1)
                            .toPort(1)
                            .cidrIp("10.0.0.0/8")),
                    "UnauthorizedOperation");
            ec2.deleteSecurityGroup(r -> r.groupId(group));
            software.amazon.awssdk.services.secretsmanager.model.Tag owner =
                    software.amazon.awssdk.services.secretsmanager.model.Tag.builder()
                            .key("owner")
                            .value("ddc")
                            .build();
            refused(() -> secrets.createSecret(r -> r.name("ddc/a").secretString("{}")), "AccessDenied");
            refused(
                    () -> secrets.createSecret(
                            r -> r.name("a").secretString("{}").tags(owner)),
                    "AccessDenied");
            secrets.createSecret(r -> r.name("ddc/a").secretString("{}").tags(owner));
            all.createSecret(r -> r.name("ddc/b").secretString("{}"));
            refused(() -> secrets.getSecretValue(r -> r.secretId("ddc/a")), "AccessDenied");
            refused(() -> secrets.deleteSecret(r -> r.secretId("ddc/b")), "AccessDenied");
            secrets.deleteSecret(r -> r.secretId("ddc/a"));
            assertThatThrownBy(() -> route53.listResourceRecordSets(r -> r.hostedZoneId("Z1")))
                    .isInstanceOf(NoSuchHostedZoneException.class);
            refused(() -> route53.deleteHostedZone(r -> r.id("Z1")), "AccessDenied");
        }
    }

    private static TagSpecification tagged(ResourceType kind) {
        return TagSpecification.builder().resourceType(kind).tags(tag()).build();
    }

    private static Tag tag() {
        return Tag.builder().key("owner").value("ddc").build();
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
