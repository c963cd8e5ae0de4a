package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.IngressRule.Source;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Volume;
import io.unrealcloud.ddc.aws.iam.IamPort;
import io.unrealcloud.ddc.aws.iam.NewRole;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import io.unrealcloud.ddc.aws.sdk.AwsSettings.StaticCredentials;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.aws.ssm.Document;
import io.unrealcloud.ddc.aws.ssm.SsmPort;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;

/** What ScyllaDB's nodes need of AWS, against moto: replies this project did not write. */
class NodeServicesOnMotoTest {

    private static final String REGION = "eu-west-1";
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                    + "{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String SCRIPT =
            "{\"schemaVersion\":\"2.2\",\"description\":\"%s\",\"mainSteps\":[{\"action\":\"aws:runShellScript\","
                    + "\"name\":\"one\",\"inputs\":{\"runCommand\":[\"true\"]}}]}";

    private static MotoServer moto;
    private static AwsClients clients;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        clients = new AwsClients(
                AwsSettings.DEFAULT
                        .withEndpoints(Stream.of("ec2", "ssm", "route53", "secretsmanager", "iam")
                                .collect(Collectors.toMap(service -> service, service -> moto.uri())))
                        .withCredentials(new StaticCredentials("test", "test", Optional.empty())),
                CallListener.NONE);
    }

    @AfterAll
    static void end() {
        clients.close();
        moto.close();
    }

    @Test
    void anInstanceFromLaunchToEnd() {
        Ec2Port ec2 = clients.ec2(REGION);
        String subnet;
        String vpc;
        try (Ec2Client admin = admin()) {
            vpc = admin.createVpc(request -> request.cidrBlock("127.1.0.0/16"))
                    .vpc()
                    .vpcId();
            subnet = admin.createSubnet(request ->
                            request.vpcId(vpc).cidrBlock("127.1.1.0/24").availabilityZone("eu-west-1b"))
                    .subnet()
                    .subnetId();
        }
        assertThat(ec2.subnets(List.of(subnet))).singleElement().satisfies(found -> {
            assertThat(found.zone()).isEqualTo("eu-west-1b");
            assertThat(found.vpcId()).isEqualTo(vpc);
            assertThat(found.cidrBlock()).isEqualTo("127.1.1.0/24");
        });
        assertThat(failure(() -> ec2.subnets(List.of(subnet, "subnet-0a1b2c3d"))))
                .isEqualTo(AwsError.NOT_FOUND);

        NewSecurityGroup wanted = new NewSecurityGroup(vpc, "games", "nodes of games", Map.of("k", "v"));
        String group = ec2.createSecurityGroup(wanted);
        assertThat(failure(() -> ec2.createSecurityGroup(wanted))).isEqualTo(AwsError.CONFLICT);
        Set<IngressRule> rules = Set.of(
                new IngressRule(7000, 7001, new Source.Group(group)),
                new IngressRule(9042, 9042, new Source.Cidr("10.0.0.0/8")),
                new IngressRule(9042, 9042, new Source.Cidr("fd00::/64")));
        rules.forEach(rule -> ec2.authorize(group, rule));
        rules.forEach(rule -> ec2.authorize(group, rule));
        assertThat(ec2.securityGroup(vpc, "games").orElseThrow().ingress()).isEqualTo(rules);
        IngressRule gone = new IngressRule(9042, 9042, new Source.Cidr("10.0.0.0/8"));
        ec2.revoke(group, gone);
        ec2.revoke(group, gone);
        assertThat(ec2.securityGroups(Map.of("k", "v"))).singleElement().satisfies(found -> assertThat(found.ingress())
                .doesNotContain(gone)
                .hasSize(2));

        List<Image> images = ec2.images("099720109477", "*", "x86_64");
        assertThat(images).isNotEmpty().allMatch(Image::available);
        Image image = ec2.image(images.getFirst().id()).orElseThrow();
        assertThat(ec2.image("ami-0123456789abcdef0")).isEmpty();

        Map<String, String> tags = Map.of("Name", "games-0", "ddc/owner", "games");
        Instance made = ec2.run(new NewInstance(
                "t-1",
                image.id(),
                "i4i.xlarge",
                subnet,
                group,
                Optional.empty(),
                new NewInstance.RootVolume(image.rootDevice(), "gp3", 30),
                "{}",
                tags));
        assertThat(ec2.instances(tags)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(made.id());
            assertThat(found.state()).isEqualTo(InstanceState.RUNNING);
            assertThat(found.zone()).isEqualTo("eu-west-1b");
            assertThat(found.privateIp().orElseThrow()).startsWith("127.1.1.");
            assertThat(found.securityGroups()).containsExactly(group);
            assertThat(found.tags()).isEqualTo(tags);
            assertThat(found.volumes()).hasSize(1);
        });
        assertThat(ec2.instances(Map.of("ddc/owner", "other"))).isEmpty();
        ec2.tag(List.of(made.id(), group), Map.of("more", "1"));
        assertThat(ec2.instances(Map.of("more", "1"))).hasSize(1);
        ec2.untag(List.of(made.id()), Set.of("more"));
        assertThat(ec2.instances(Map.of("more", "1"))).isEmpty();
        assertThat(ec2.volumes(Map.of("ddc/owner", "games")))
                .singleElement()
                .satisfies(volume -> assertThat(volume.inUse()).isTrue());

        ec2.protect(made.id(), true); // moto keeps no protection that comes with the launch
        assertThat(failure(() -> ec2.terminate(made.id()))).isEqualTo(AwsError.INVALID_REQUEST);
        ec2.protect(made.id(), false);
        ec2.terminate(made.id());
        assertThat(ec2.instances(tags)).isEmpty();
        assertThat(failure(() -> ec2.terminate("i-0123456789abcdef0"))).isEqualTo(AwsError.NOT_FOUND);
        assertThat(ec2.volumes(Map.of("ddc/owner", "games")))
                .extracting(Volume::inUse)
                .doesNotContain(true);
        ec2.deleteSecurityGroup(group);
        assertThat(ec2.securityGroup(vpc, "games")).isEmpty();
    }

    @Test
    void aDocumentAndItsVersions() {
        SsmPort ssm = clients.ssm(REGION);
        assertThat(ssm.document("ddc-fix")).isEmpty();
        ssm.createDocument("ddc-fix", SCRIPT.formatted("one"), Map.of("k", "v"));
        assertThat(failure(() -> ssm.createDocument("ddc-fix", SCRIPT.formatted("one"), Map.of())))
                .isEqualTo(AwsError.CONFLICT);
        Document made = ssm.document("ddc-fix").orElseThrow();
        assertThat(made.active()).isTrue();
        assertThat(made.content()).isEqualTo(SCRIPT.formatted("one"));
        assertThat(made.tags()).isEqualTo(Map.of("k", "v"));
        assertThat(ssm.updateDocument("ddc-fix", SCRIPT.formatted("one"))).isEqualTo("1");
        String second = ssm.updateDocument("ddc-fix", SCRIPT.formatted("two"));
        assertThat(ssm.document("ddc-fix").orElseThrow()).satisfies(found -> {
            assertThat(found.defaultVersion()).isEqualTo("1");
            assertThat(found.latestVersion()).isEqualTo(second);
            assertThat(found.content()).isEqualTo(SCRIPT.formatted("one"));
        });
        ssm.setDefaultVersion("ddc-fix", second);
        assertThat(ssm.document("ddc-fix").orElseThrow().content()).isEqualTo(SCRIPT.formatted("two"));
        ssm.deleteDocument("ddc-fix");
        assertThat(ssm.document("ddc-fix")).isEmpty();
        assertThat(failure(() -> ssm.deleteDocument("ddc-fix"))).isEqualTo(AwsError.NOT_FOUND);
    }

    @Test
    void recordsOfAPrivateZone() {
        Route53Port route53 = clients.route53(REGION);
        String zone;
        try (Ec2Client ec2 = admin();
                Route53Client admin = Route53Client.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(moto.uri())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                        .build()) {
            String vpc = ec2.createVpc(request -> request.cidrBlock("10.7.0.0/16"))
                    .vpc()
                    .vpcId();
            zone = admin.createHostedZone(request -> request.name("games.internal")
                            .callerReference("one")
                            .hostedZoneConfig(config -> config.privateZone(true))
                            .vpc(in -> in.vpcId(vpc).vpcRegion(REGION)))
                    .hostedZone()
                    .id()
                    .replace("/hostedzone/", "");
        }
        assertThat(route53.zone(zone)).hasValueSatisfying(found -> {
            assertThat(found.name()).isEqualTo("games.internal");
            assertThat(found.privateZone()).isTrue();
        });
        assertThat(route53.zone("Z0NONE")).isEmpty();
        RecordSet address = new RecordSet("scylla.games.internal", "A", 60, List.of("10.0.0.1", "10.0.0.2"));
        RecordSet owner = new RecordSet("scylla-owner.games.internal", "TXT", 60, List.of("owned \"by\" games"));
        assertThat(route53.record(zone, address.name(), "A")).isEmpty();
        route53.put(zone, address);
        route53.put(zone, owner);
        assertThat(route53.record(zone, address.name(), "A")).contains(address);
        assertThat(route53.record(zone, owner.name(), "TXT")).contains(owner);
        assertThat(route53.record(zone, owner.name(), "A")).isEmpty();
        RecordSet changed = new RecordSet(address.name(), "A", 60, List.of("10.0.0.3"));
        route53.put(zone, changed);
        assertThat(route53.record(zone, address.name(), "A")).contains(changed);
        route53.delete(zone, changed);
        route53.delete(zone, changed);
        assertThat(route53.record(zone, address.name(), "A")).isEmpty();
        assertThat(failure(() -> route53.put("Z0NONE", address))).isEqualTo(AwsError.NOT_FOUND);
    }

    @Test
    void aSecretAndItsValues() {
        SecretsPort secrets = clients.secrets(REGION);
        assertThat(secrets.value("ddc/a")).isEmpty();
        secrets.create("ddc/a", "logins", "one", Map.of("k", "v"));
        assertThat(failure(() -> secrets.create("ddc/a", "logins", "two", Map.of())))
                .isEqualTo(AwsError.CONFLICT);
        assertThat(secrets.previousValue("ddc/a")).isEmpty();
        secrets.put("ddc/a", "two");
        assertThat(secrets.value("ddc/a").orElseThrow().text()).isEqualTo("two");
        assertThat(secrets.previousValue("ddc/a").orElseThrow().text()).isEqualTo("one");
        secrets.tag("ddc/a", Map.of("l", "w"));
        secrets.untag("ddc/a", Set.of("k"));
        assertThat(secrets.describe("ddc/a").orElseThrow().tags()).isEqualTo(Map.of("l", "w"));
        assertThat(secrets.describe("ddc/a").orElseThrow().deleting()).isFalse();
        secrets.delete("ddc/a");
        secrets.delete("ddc/a");
        assertThat(secrets.describe("ddc/a")).isEmpty();
    }

    @Test
    void anInstanceProfileTakesOneRole() {
        IamPort iam = clients.iam(REGION);
        assertThat(iam.instanceProfile("nodes")).isEmpty();
        var made = iam.createInstanceProfile("nodes", "/studio/", Map.of("k", "v"));
        assertThat(made.arn()).isEqualTo("arn:aws:iam::123456789012:instance-profile/studio/nodes");
        assertThat(iam.instanceProfile("nodes")).contains(made);
        assertThat(failure(() -> iam.createInstanceProfile("nodes", "/", Map.of())))
                .isEqualTo(AwsError.CONFLICT);
        String boundary = "arn:aws:iam::123456789012:policy/boundary";
        iam.createRole(new NewRole("nodes", "/studio/", "", TRUST, boundary, Map.of()));
        iam.addToInstanceProfile("nodes", "nodes");
        assertThat(failure(() -> iam.addToInstanceProfile("nodes", "nodes"))).isEqualTo(AwsError.QUOTA_EXCEEDED);
        assertThat(iam.instanceProfile("nodes").orElseThrow().roles()).containsExactly("nodes");
        assertThat(iam.instanceProfiles("nodes")).containsExactly("nodes");
        assertThat(failure(() -> iam.deleteInstanceProfile("nodes"))).isEqualTo(AwsError.CONFLICT);
        iam.removeFromInstanceProfile("nodes", "nodes");
        iam.deleteInstanceProfile("nodes");
        iam.deleteRole("nodes");
        assertThat(iam.instanceProfile("nodes")).isEmpty();
        assertThat(failure(() -> iam.deleteInstanceProfile("nodes"))).isEqualTo(AwsError.NOT_FOUND);
    }

    private static AwsError failure(Runnable call) {
        AwsException failure = catchThrowableOfType(AwsException.class, call::run);
        return failure == null ? null : failure.error();
    }

    private static Ec2Client admin() {
        return Ec2Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(moto.uri())
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
