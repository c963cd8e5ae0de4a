package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.iam.MotoFront;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.machines.MachineKind;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import io.unrealcloud.ddc.sandbox.services.StrictServices;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * An AWS account on a moto of its own behind the strict services, in which everybody may do everything: a VPC with
 * three subnets in three zones of each Region that is asked for, in 127.0.0.0/8, so that machines can have their
 * addresses.
 */
public final class StrictAccount implements AutoCloseable {

    public static final String NODE_TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    public static final String NODE_RIGHTS = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":[\"ssm:UpdateInstanceInformation\",\"ssmmessages:*\",\"ec2messages:*\"],\"Resource\":\"*\"}]}";

    /** Turns of EC2 and Systems Manager; nothing takes time at first. */
    public final Ec2Settings ec2Settings = Ec2Settings.quick();

    public final SsmSettings ssmSettings = SsmSettings.quick();
    public final StrictServices services;
    private final MotoServer moto = MotoServer.start();
    private final MotoRoles roles = new MotoRoles(moto.uri(), Clock.systemUTC(), Duration.ZERO);
    private final MotoFront front;

    public StrictAccount(MachineKind machines, Path directory) {
        Clock clock = Clock.systemUTC();
        services = new StrictServices(
                moto.uri(), roles, machines, (machine, profile) -> {}, directory, ec2Settings, ssmSettings, clock);
        front = MotoFront.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                moto.uri(),
                roles,
                new WebIdentity(roles, issuer -> Optional.empty(), new KnownPrincipals(), clock),
                Optional.empty(),
                services.byName());
    }

    public URI uri() {
        return front.uri();
    }

    public Ec2Client ec2(String region) {
        return client(Ec2Client.builder(), region);
    }

    public SsmClient ssm(String region) {
        return client(SsmClient.builder(), region);
    }

    public IamClient iam() {
        return client(IamClient.builder(), "us-east-1");
    }

    public Route53Client route53() {
        return client(Route53Client.builder(), "us-east-1");
    }

    public SecretsManagerClient secrets(String region) {
        return client(SecretsManagerClient.builder(), region);
    }

    /** @param subnets in the zones a, b and c */
    public record Network(String vpc, List<String> subnets) {}

    /** A second number of addresses that another run of tests on this machine hardly has: for machines that listen. */
    public static int ownNumber(int offset) {
        return 32 + (int) ((ProcessHandle.current().pid() * 3 + offset) % 200);
    }

    /** Makes a network. @param second number of its addresses: 127.x.0.0/16, which no other test may have */
    public Network network(String region, int second) {
        try (Ec2Client ec2 = ec2(region)) {
            String vpc = ec2.createVpc(r -> r.cidrBlock("127." + second + ".0.0/16"))
                    .vpc()
                    .vpcId();
            List<String> subnets = new ArrayList<>();
            for (String zone : List.of("a", "b", "c")) {
                String block = "127." + second + "." + (subnets.size() + 1) + ".0/24";
                subnets.add(ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(region + zone))
                        .subnet()
                        .subnetId());
            }
            return new Network(vpc, List.copyOf(subnets));
        }
    }

    /** Makes an instance profile with a role that lets the agent of Systems Manager work. */
    public void nodeProfile(String name) {
        try (IamClient iam = iam()) {
            iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(NODE_TRUST));
            iam.putRolePolicy(r -> r.roleName(name).policyName("agent").policyDocument(NODE_RIGHTS));
            iam.createInstanceProfile(r -> r.instanceProfileName(name));
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName(name).roleName(name));
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder, String region) {
        builder.region(Region.of(region))
                .endpointOverride(uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("person", "person")));
        ((software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder<?, ?>) builder)
                .httpClientBuilder(UrlConnectionHttpClient.builder());
        return builder.build();
    }

    @Override
    public void close() {
        front.close();
        services.close();
        roles.close();
        moto.close();
    }
}
