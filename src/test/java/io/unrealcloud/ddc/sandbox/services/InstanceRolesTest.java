package io.unrealcloud.ddc.sandbox.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings;
import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import io.unrealcloud.ddc.sandbox.iam.Gate;
import io.unrealcloud.ddc.sandbox.iam.MotoFront;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles;
import io.unrealcloud.ddc.sandbox.iam.PolicyAuthorizer;
import io.unrealcloud.ddc.sandbox.iam.sts.WebIdentity;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.Guest;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.machines.PlainMachine;
import io.unrealcloud.ddc.sandbox.moto.MotoServer;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A script on a machine reads the secret that the instance's role lets it read, and no other. */
class InstanceRolesTest {

    private static final String ACCOUNT = "123456789012";
    private static final String READER = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "\"secretsmanager:GetSecretValue\",\"Resource\":\"arn:aws:secretsmanager:us-east-1:" + ACCOUNT
            + ":secret:ddc/login-??????\"}]}";

    @TempDir
    static Path directory;

    @Test
    void aMachineHasTheRoleOfItsInstanceAndNoMore() throws Exception {
        Clock clock = Clock.systemUTC();
        AccessKey person = AccessKey.ofUser("AKIAPERSON", "secret", ACCOUNT, "person");
        KnownPrincipals principals = KnownPrincipals.of(person);
        try (MotoServer moto = MotoServer.start();
                MotoRoles roles = new MotoRoles(moto.uri(), clock, Duration.ZERO);
                StrictServices services = new StrictServices(
                        moto.uri(),
                        roles,
                        PlainMachine::start,
                        (machine, profile) -> {},
                        directory.resolve("services"),
                        Ec2Settings.quick(),
                        SsmSettings.quick(),
                        clock);
                MotoFront front = MotoFront.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        moto.uri(),
                        roles,
                        new WebIdentity(roles, issuer -> Optional.empty(), principals, clock),
                        Optional.of(new Gate(
                                principals,
                                new PolicyAuthorizer(roles::role, Set.of(person.principalArn())),
                                roles,
                                services.tags(),
                                clock)),
                        services.byName())) {
            setUp(front);
            MachineSpec machine = new MachineSpec(
                    "i-0a", "us-east-1", "us-east-1a", "127.0.0.1", "", "", "", directory.resolve("machine"));
            Files.createDirectories(machine.directory());
            InstanceRoles instances = new InstanceRoles(roles, principals, front::uri);
            try (Guest guest = Guest.open(machine.directory(), "machine")) {
                assertThat(read(guest, "ddc/login").exitCode()).isEqualTo(253);
                instances.accept(machine, Optional.of("nodes"));
                assertThat(read(guest, "ddc/login")).isEqualTo(new CommandResult(0, "{\"user\":\"ddc\"}\n", "", false));
                CommandResult other = read(guest, "ddc/other");
                assertThat(other.exitCode()).isEqualTo(254);
                assertThat(other.errors()).contains("AccessDenied");
                assertThat(guest.run("aws s3 ls", Duration.ofMinutes(1)).exitCode())
                        .isEqualTo(252);
            }
        }
    }

    private static void setUp(MotoFront front) {
        StaticCredentialsProvider credentials =
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAPERSON", "secret"));
        try (IamClient iam = IamClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(front.uri())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(credentials)
                        .build();
                SecretsManagerClient secrets = SecretsManagerClient.builder()
                        .region(Region.US_EAST_1)
                        .endpointOverride(front.uri())
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .credentialsProvider(credentials)
                        .build()) {
            iam.createRole(r -> r.roleName("nodes").path("/ddc/").assumeRolePolicyDocument(StrictAccount.NODE_TRUST));
            iam.putRolePolicy(r -> r.roleName("nodes").policyName("login").policyDocument(READER));
            iam.createInstanceProfile(r -> r.instanceProfileName("nodes"));
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName("nodes").roleName("nodes"));
            secrets.createSecret(r -> r.name("ddc/login").secretString("{\"user\":\"ddc\"}"));
            secrets.createSecret(r -> r.name("ddc/other").secretString("{}"));
        }
    }

    private static CommandResult read(Guest guest, String secret) throws InterruptedException {
        return guest.run(
                "aws secretsmanager get-secret-value --region us-east-1 --secret-id " + secret
                        + " --query SecretString --output text",
                Duration.ofMinutes(1));
    }
}
