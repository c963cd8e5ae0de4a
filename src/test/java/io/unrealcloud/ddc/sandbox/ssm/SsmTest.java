package io.unrealcloud.ddc.sandbox.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.ScriptedMachines;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings.Lag;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** Systems Manager through the AWS SDK: agents, commands and documents. */
class SsmTest {

    private static final String REGION = "us-east-1";
    private static final String DOCUMENT =
            "{\"schemaVersion\":\"2.2\",\"description\":\"d\",\"parameters\":{\"keyspace\":"
                    + "{\"type\":\"String\",\"allowedPattern\":\"[a-z_]+\"}},\"mainSteps\":[{\"action\":\"aws:runShellScript\",\"name\":\"alter\",\"inputs\":{\"timeoutSeconds\":\"60\",\"runCommand\":[\"set"
                    + " -eu\",\"alter {{ keyspace }}\"]}}]}";

    @TempDir
    static Path directory;

    private static final ScriptedMachines machines = new ScriptedMachines();
    private static StrictAccount account;
    private static SsmClient ssm;
    private static Ec2Client ec2;
    private static String subnet;
    private static String instance;

    @BeforeAll
    static void start() {
        account = new StrictAccount(machines, directory);
        ssm = account.ssm(REGION);
        ec2 = account.ec2(REGION);
        subnet = account.network(REGION, 64).subnets().get(0);
        account.nodeProfile("nodes");
        instance = launch("nodes");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> online(instance));
    }

    @AfterAll
    static void end() {
        ssm.close();
        ec2.close();
        account.close();
    }

    @AfterEach
    void asUsual() {
        machines.answer((machine, script) -> new CommandResult(0, "", "", false));
        for (Lag lag : Lag.values()) {
            account.ssmSettings.lag(lag, Duration.ZERO);
        }
    }

    @Test
    void anAgentRegistersAfterTheBoot() {
        AtomicBoolean booted = new AtomicBoolean();
        machines.booted(spec -> booted.get() || spec.instanceId().equals(instance));
        String other = launch("nodes");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> machines.running.containsKey(other));
        assertThat(information(other)).isEmpty();
        refused(() -> ssm.sendCommand(shell(other, "true")), "InvalidInstanceId");
        account.ssmSettings.lag(Lag.REGISTRATION, Duration.ofHours(1));
        booted.set(true);
        assertThat(information(other)).isEmpty();
        account.ssmSettings.lag(Lag.REGISTRATION, Duration.ZERO);
        assertThat(online(other)).isTrue();
        machines.booted(spec -> true);
    }

    @Test
    void anAgentNeedsARoleThatLetsIt() {
        String none = launch(null);
        try (IamClient iam = account.iam()) {
            iam.createRole(r -> r.roleName("powerless").assumeRolePolicyDocument(StrictAccount.NODE_TRUST));
            iam.createInstanceProfile(r -> r.instanceProfileName("powerless"));
            iam.addRoleToInstanceProfile(r -> r.instanceProfileName("powerless").roleName("powerless"));
            String powerless = launch("powerless");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> machines.running.keySet().containsAll(List.of(none, powerless)));
            assertThat(information(none)).isEmpty();
            assertThat(information(powerless)).isEmpty();
            iam.putRolePolicy(
                    r -> r.roleName("powerless").policyName("agent").policyDocument(StrictAccount.NODE_RIGHTS));
            assertThat(online(powerless)).isTrue();
        }
    }

    @Test
    void aSilentAgentIsLostAndItsCommandsAreNotDelivered() {
        String other = launch("nodes");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> online(other));
        account.ssmSettings.silent(other, true);
        assertThat(information(other).get(0).pingStatus()).isEqualTo(PingStatus.CONNECTION_LOST);
        String command = ssm.sendCommand(shell(other, "true")).command().commandId();
        assertThat(invocation(command, other).status()).isEqualTo(CommandInvocationStatus.PENDING);
        account.ssmSettings.silent(other, false);
        assertThat(awaitEnd(command, other).status()).isEqualTo(CommandInvocationStatus.SUCCESS);
    }

    @Test
    void whereThereIsNoInstanceThereIsNoCommand() {
        refused(() -> ssm.sendCommand(shell("i-00000000000000000", "true")), "InvalidInstanceId");
        try (SsmClient west = account.ssm("us-west-2")) {
            refused(() -> west.sendCommand(shell(instance, "true")), "InvalidInstanceId");
        }
        String ended = launch("nodes");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> online(ended));
        ec2.terminateInstances(r -> r.instanceIds(ended));
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> information(ended)
                .isEmpty());
        refused(() -> ssm.sendCommand(shell(ended, "true")), "InvalidInstanceId");
    }

    @Test
    void anInvocationIsNotKnownAtOnce() {
        account.ssmSettings.lag(Lag.INVOCATION, Duration.ofHours(1));
        String command = ssm.sendCommand(shell(instance, "true")).command().commandId();
        refused(() -> invocation(command, instance), "InvocationDoesNotExist");
        assertThat(ssm.listCommandInvocations(r -> r.commandId(command)).commandInvocations())
                .isEmpty();
        account.ssmSettings.lag(Lag.INVOCATION, Duration.ZERO);
        assertThat(awaitEnd(command, instance).status()).isEqualTo(CommandInvocationStatus.SUCCESS);
        refused(() -> invocation(UUID.randomUUID().toString(), instance), "InvalidCommandId");
        refused(() -> invocation(command, "i-00000000000000000"), "InvocationDoesNotExist");
    }

    @Test
    void aScriptIsWhatWasSentAndItsEndIsTold() {
        machines.answer((machine, script) -> new CommandResult(3, script, "why\n", false));
        String command = ssm.sendCommand(shell(instance, "set -eu", "echo {{not a reference").toBuilder()
                        .build())
                .command()
                .commandId();
        GetCommandInvocationResponse end = awaitEnd(command, instance);
        assertThat(end.status()).isEqualTo(CommandInvocationStatus.FAILED);
        assertThat(end.responseCode()).isEqualTo(3);
        assertThat(end.standardOutputContent()).isEqualTo("set -eu\necho {{not a reference");
        assertThat(end.standardErrorContent()).isEqualTo("why\nfailed to run commands: exit status 3");
    }

    @Test
    void longOutputIsCut() {
        machines.answer((machine, script) -> new CommandResult(0, "o".repeat(30_000), "e".repeat(30_000), false));
        GetCommandInvocationResponse end =
                awaitEnd(ssm.sendCommand(shell(instance, "true")).command().commandId(), instance);
        assertThat(end.standardOutputContent()).hasSize(24_000).endsWith("---Output truncated---");
        assertThat(end.standardErrorContent()).hasSize(8_000);
    }

    @Test
    void timeLimitsAndCancelling() throws Exception {
        machines.answer((machine, script) -> new CommandResult(137, "so far", "", true));
        GetCommandInvocationResponse late =
                awaitEnd(ssm.sendCommand(shell(instance, "true")).command().commandId(), instance);
        assertThat(late.status()).isEqualTo(CommandInvocationStatus.TIMED_OUT);
        assertThat(late.statusDetails()).isEqualTo("Execution Timed Out");
        assertThat(late.responseCode()).isEqualTo(-1);
        CountDownLatch begun = new CountDownLatch(1);
        machines.answer((machine, script) -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        String command = ssm.sendCommand(shell(instance, "sleep")).command().commandId();
        begun.await();
        assertThat(invocation(command, instance).status()).isEqualTo(CommandInvocationStatus.IN_PROGRESS);
        ssm.cancelCommand(r -> r.commandId(command));
        assertThat(awaitEnd(command, instance).status()).isEqualTo(CommandInvocationStatus.CANCELLED);
        assertThat(ssm.listCommandInvocations(r -> r.commandId(command).details(true))
                        .commandInvocations()
                        .get(0)
                        .commandPlugins()
                        .get(0)
                        .statusDetails())
                .isEqualTo("Cancelled");
    }

    @Test
    void parametersAreChecked() {
        refused(
                () -> ssm.sendCommand(shell(instance, "true").toBuilder()
                        .parameters(Map.of("comands", List.of("true")))
                        .build()),
                "InvalidParameters");
        refused(
                () -> ssm.sendCommand(shell(instance, "true").toBuilder()
                        .parameters(Map.of("commands", List.of("true"), "executionTimeout", List.of("0")))
                        .build()),
                "InvalidParameters");
        refused(
                () -> ssm.sendCommand(
                        shell(instance, "true").toBuilder().timeoutSeconds(29).build()),
                "ValidationException");
        refused(
                () -> ssm.sendCommand(shell(instance, "true").toBuilder()
                        .comment("x".repeat(101))
                        .build()),
                "ValidationException");
    }

    @Test
    void aDocumentHasVersionsOfWhichOneIsTheDefault() {
        String name = "alter-keyspace";
        ssm.createDocument(r -> r.name(name).content(DOCUMENT).documentType("Command"));
        refused(
                () -> ssm.createDocument(r -> r.name(name).content(DOCUMENT).documentType("Command")),
                "DocumentAlreadyExists");
        refused(
                () -> ssm.updateDocument(r -> r.name(name).content(DOCUMENT).documentVersion("$LATEST")),
                "DuplicateDocumentContent");
        String second = DOCUMENT.replace("alter {{", "change {{");
        assertThat(ssm.updateDocument(r -> r.name(name).content(second).documentVersion("$LATEST"))
                        .documentDescription()
                        .documentVersion())
                .isEqualTo("2");
        refused(
                () -> ssm.updateDocument(r -> r.name(name).content(DOCUMENT).documentVersion("1")),
                "InvalidDocumentVersion");
        assertThat(ssm.getDocument(r -> r.name(name)).content()).isEqualTo(DOCUMENT);
        machines.answer((machine, script) -> new CommandResult(0, script, "", false));
        assertThat(awaitEnd(alter(name, "games"), instance).standardOutputContent())
                .isEqualTo("set -eu\nalter games");
        refused(
                () -> ssm.updateDocumentDefaultVersion(r -> r.name(name).documentVersion("3")),
                "InvalidDocumentVersion");
        ssm.updateDocumentDefaultVersion(r -> r.name(name).documentVersion("2"));
        assertThat(awaitEnd(alter(name, "games"), instance).standardOutputContent())
                .isEqualTo("set -eu\nchange games");
        refused(() -> alter(name, "DROP"), "InvalidParameters");
        assertThat(ssm.describeDocument(r -> r.name(name)).document().defaultVersion())
                .isEqualTo("2");
        ssm.deleteDocument(r -> r.name(name));
        refused(() -> ssm.getDocument(r -> r.name(name)), "InvalidDocument");
        refused(() -> alter(name, "games"), "InvalidDocument");
    }

    @Test
    void aDocumentTakesTimeAndMustBeWell() {
        account.ssmSettings.lag(Lag.DOCUMENT, Duration.ofHours(1));
        ssm.createDocument(r -> r.name("slow").content(DOCUMENT).documentType("Command"));
        assertThat(ssm.describeDocument(r -> r.name("slow")).document().statusAsString())
                .isEqualTo("Creating");
        refused(() -> alter("slow", "games"), "InvalidDocument");
        for (String wrong : List.of(
                "{",
                DOCUMENT.replace("mainSteps", "steps"),
                DOCUMENT.replace("{{ keyspace }}", "{{ table }}"),
                DOCUMENT.replace("\"name\":\"alter\",", ""))) {
            refused(
                    () -> ssm.createDocument(r -> r.name("wrong").content(wrong).documentType("Command")),
                    "InvalidDocumentContent");
        }
        refused(
                () -> ssm.createDocument(
                        r -> r.name("aws-mine").content(DOCUMENT).documentType("Command")),
                "ValidationException");
        refused(
                () -> ssm.createDocument(
                        r -> r.name("big").content(" ".repeat(65_537)).documentType("Command")),
                "MaxDocumentSizeExceeded");
    }

    private static String alter(String document, String keyspace) {
        return ssm.sendCommand(r -> r.documentName(document)
                        .instanceIds(instance)
                        .parameters(Map.of("keyspace", List.of(keyspace))))
                .command()
                .commandId();
    }

    private static SendCommandRequest shell(String id, String... lines) {
        return SendCommandRequest.builder()
                .documentName("AWS-RunShellScript")
                .instanceIds(id)
                .parameters(Map.of("commands", List.of(lines)))
                .build();
    }

    private static GetCommandInvocationResponse invocation(String command, String id) {
        return ssm.getCommandInvocation(r -> r.commandId(command).instanceId(id));
    }

    private static GetCommandInvocationResponse awaitEnd(String command, String id) {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> invocation(command, id), found -> !List.of(
                        "Pending", "InProgress", "Cancelling")
                .contains(found.statusAsString()));
    }

    private static boolean online(String id) {
        List<InstanceInformation> found = information(id);
        return !found.isEmpty() && found.get(0).pingStatus() == PingStatus.ONLINE;
    }

    private static List<InstanceInformation> information(String id) {
        return ssm.describeInstanceInformation(r -> r.filters(InstanceInformationStringFilter.builder()
                        .key("InstanceIds")
                        .values(id)
                        .build()))
                .instanceInformationList();
    }

    private static String launch(String profile) {
        String image = ec2.describeImages(r -> r.owners("797456418907"))
                .images()
                .get(0)
                .imageId();
        return ec2.runInstances(r -> {
                    r.imageId(image)
                            .instanceType("i4i.large")
                            .subnetId(subnet)
                            .minCount(1)
                            .maxCount(1);
                    if (profile != null) {
                        r.iamInstanceProfile(p -> p.name(profile));
                    }
                })
                .instances()
                .get(0)
                .instanceId();
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(
                        failure.awsErrorDetails().errorCode())
                .as(failure.getMessage())
                .isEqualTo(code));
    }
}
