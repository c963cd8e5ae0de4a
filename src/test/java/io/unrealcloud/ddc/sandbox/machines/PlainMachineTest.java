package io.unrealcloud.ddc.sandbox.machines;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/** From a launch to a script that really ran on the machine, in two Regions side by side. */
class PlainMachineTest {

    @TempDir
    static Path directory;

    private static StrictAccount account;

    @BeforeAll
    static void start() {
        account = new StrictAccount(PlainMachine::start, directory);
        account.nodeProfile("nodes");
    }

    @AfterAll
    static void end() {
        account.close();
    }

    @Test
    void machinesOfTwoRegionsRunWhatTheyAreToldAndReachEachOther() {
        Instance east = launch("us-east-1", StrictAccount.ownNumber(0), "#!/bin/sh\necho east > /etc/region\n");
        Instance west = launch("us-west-2", StrictAccount.ownNumber(1), "#!/bin/sh\necho west > /etc/region\n");
        assertThat(run("us-east-1", east, "cat /etc/region; hostname").standardOutputContent())
                .isEqualTo("east\nip-" + east.privateIpAddress().replace('.', '-') + "\n");
        assertThat(run("us-west-2", west, "cat /etc/region").standardOutputContent())
                .isEqualTo("west\n");
        run(
                "us-east-1",
                east,
                "systemd-run --unit=web --collect python3 -m http.server --bind " + east.privateIpAddress()
                        + " --directory /etc 8000");
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> run(
                        "us-west-2",
                        west,
                        "python3 -c \"import urllib.request as u; print(u.urlopen('http://" + east.privateIpAddress()
                                + ":8000/region').read().decode(), end='')\" || :")
                .standardOutputContent()
                .equals("east\n"));
        GetCommandInvocationResponse failed = run("us-west-2", west, "exit 5");
        assertThat(failed.status()).isEqualTo(CommandInvocationStatus.FAILED);
        assertThat(failed.responseCode()).isEqualTo(5);
    }

    private static Instance launch(String region, int second, String userData) {
        String subnet = account.network(region, second).subnets().get(0);
        try (Ec2Client ec2 = account.ec2(region)) {
            String image = ec2.describeImages(r -> r.owners("797456418907"))
                    .images()
                    .get(0)
                    .imageId();
            return ec2.runInstances(r -> r.imageId(image)
                            .instanceType("i4i.large")
                            .subnetId(subnet)
                            .minCount(1)
                            .maxCount(1)
                            .iamInstanceProfile(profile -> profile.name("nodes"))
                            .userData(Base64.getEncoder().encodeToString(userData.getBytes(StandardCharsets.UTF_8))))
                    .instances()
                    .get(0);
        }
    }

    private static GetCommandInvocationResponse run(String region, Instance instance, String script) {
        try (SsmClient ssm = account.ssm(region)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> ssm.describeInstanceInformation().instanceInformationList().stream()
                            .anyMatch(found -> found.instanceId().equals(instance.instanceId())));
            String command = ssm.sendCommand(r -> r.documentName("AWS-RunShellScript")
                            .instanceIds(instance.instanceId())
                            .parameters(Map.of("commands", List.of(script))))
                    .command()
                    .commandId();
            return Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> ssm.getCommandInvocation(
                                    r -> r.commandId(command).instanceId(instance.instanceId())),
                            found -> !List.of("Pending", "InProgress").contains(found.statusAsString()));
        }
    }
}
