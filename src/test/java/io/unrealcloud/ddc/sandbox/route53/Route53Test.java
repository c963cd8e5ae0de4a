package io.unrealcloud.ddc.sandbox.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import io.unrealcloud.ddc.sandbox.machines.ScriptedMachines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;

/** Gaps of moto's Route 53 and Secrets Manager that are closed here, through the AWS SDK. */
class Route53Test {

    @TempDir
    static Path directory;

    private static StrictAccount account;
    private static Route53Client route53;
    private static String zone;

    @BeforeAll
    static void start() {
        account = new StrictAccount(new ScriptedMachines(), directory);
        route53 = account.route53();
        String vpc = account.network("us-east-1", 65).vpc();
        zone = route53.createHostedZone(r -> r.name("ddc.internal")
                        .callerReference("one")
                        .hostedZoneConfig(config -> config.privateZone(true))
                        .vpc(in -> in.vpcId(vpc).vpcRegion("us-east-1")))
                .hostedZone()
                .id();
    }

    @AfterAll
    static void end() {
        route53.close();
        account.close();
    }

    @Test
    void aReferenceIsGoodForOneZone() {
        refused(
                () -> route53.createHostedZone(r -> r.name("other.internal").callerReference("one")),
                "HostedZoneAlreadyExists");
    }

    @Test
    void recordsAreDeletedAsTheyAre() {
        change("UPSERT", "a.ddc.internal", "10.0.0.1", "10.0.0.2");
        change("UPSERT", "a.ddc.internal", "10.0.0.3");
        refused(() -> change("DELETE", "a.ddc.internal", "10.0.0.1", "10.0.0.2"), "InvalidChangeBatch");
        refused(() -> change("DELETE", "b.ddc.internal", "10.0.0.3"), "InvalidChangeBatch");
        refused(() -> change("CREATE", "a.ddc.internal", "10.0.0.3"), "InvalidChangeBatch");
        change("DELETE", "a.ddc.internal", "10.0.0.3");
        assertThat(route53.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets())
                .noneMatch(set -> set.name().startsWith("a."));
        change("CREATE", "a.ddc.internal", "10.0.0.3");
        change("DELETE", "a.ddc.internal", "10.0.0.3");
    }

    @Test
    void aNameServerCanReadTheZones() throws Exception {
        change("UPSERT", "scylla.ddc.internal", "10.0.0.1", "10.0.0.2");
        Path file = directory.resolve("zones").resolve("db.ddc.internal");
        List<String> before = Files.readAllLines(file);
        assertThat(before)
                .contains("scylla.ddc.internal. 60 IN A 10.0.0.1", "scylla.ddc.internal. 60 IN A 10.0.0.2")
                .anyMatch(line -> line.startsWith("@ 60 IN SOA "));
        change("UPSERT", "scylla.ddc.internal", "10.0.0.3");
        assertThat(Files.readAllLines(file))
                .contains("scylla.ddc.internal. 60 IN A 10.0.0.3")
                .doesNotContain("scylla.ddc.internal. 60 IN A 10.0.0.1")
                .doesNotContain(before.get(1));
    }

    @Test
    void valuesMustBeWell() {
        refused(() -> change("UPSERT", "c.ddc.internal", "10.0.0.256"), "InvalidChangeBatch");
        refused(() -> change("UPSERT", "c.ddc.internal", "10.0.0.1", "10.0.0.1"), "InvalidChangeBatch");
        refused(() -> change("UPSERT", "c.elsewhere", "10.0.0.1"), "InvalidChangeBatch");
        refused(() -> text("no quotes"), "InvalidChangeBatch");
        text("\"owner=games\"");
    }

    @Test
    void aDeletedSecretKeepsItsNameUntilItIsGone() {
        try (SecretsManagerClient secrets = account.secrets("us-east-1")) {
            secrets.createSecret(r -> r.name("ddc/login").secretString("{}"));
            secrets.deleteSecret(r -> r.secretId("ddc/login").recoveryWindowInDays(7L));
            refused(() -> secrets.createSecret(r -> r.name("ddc/login").secretString("{}")), "InvalidRequestException");
            refused(
                    () -> secrets.putSecretValue(r -> r.secretId("ddc/login").secretString("{}")),
                    "InvalidRequestException");
            secrets.restoreSecret(r -> r.secretId("ddc/login"));
            assertThat(secrets.describeSecret(r -> r.secretId("ddc/login")))
                    .extracting(DescribeSecretResponse::deletedDate)
                    .isNull();
            secrets.putSecretValue(r -> r.secretId("ddc/login").secretString("{\"a\":1}"));
            secrets.deleteSecret(r -> r.secretId("ddc/login").forceDeleteWithoutRecovery(true));
            secrets.createSecret(r -> r.name("ddc/login").secretString("{}"));
            refused(() -> secrets.createSecret(r -> r.name("no blanks").secretString("{}")), "ValidationException");
        }
    }

    private static void change(String action, String name, String... values) {
        send(Change.builder()
                .action(action)
                .resourceRecordSet(ResourceRecordSet.builder()
                        .name(name)
                        .type("A")
                        .ttl(60L)
                        .resourceRecords(records(values))
                        .build())
                .build());
    }

    private static void text(String value) {
        send(Change.builder()
                .action("UPSERT")
                .resourceRecordSet(ResourceRecordSet.builder()
                        .name("owner.ddc.internal")
                        .type("TXT")
                        .ttl(60L)
                        .resourceRecords(records(value))
                        .build())
                .build());
    }

    private static List<ResourceRecord> records(String... values) {
        return Stream.of(values)
                .map(value -> ResourceRecord.builder().value(value).build())
                .toList();
    }

    private static void send(Change change) {
        route53.changeResourceRecordSets(r -> r.hostedZoneId(zone).changeBatch(batch -> batch.changes(change)));
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(
                        failure.awsErrorDetails().errorCode())
                .as(failure.getMessage())
                .isEqualTo(code));
    }
}
