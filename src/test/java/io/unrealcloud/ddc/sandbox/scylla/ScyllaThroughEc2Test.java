package io.unrealcloud.ddc.sandbox.scylla;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.sandbox.ec2.StrictAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/** A node as the operator gets one: launched by EC2, asked through Systems Manager, ended by EC2. */
class ScyllaThroughEc2Test {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void aLaunchedInstanceIsANodeThatSystemsManagerReaches() throws Exception {
        try (StrictAccount account = new StrictAccount(new ScyllaMachines(), directory);
                Ec2Client ec2 = account.ec2("us-east-1");
                SsmClient ssm = account.ssm("us-east-1")) {
            account.nodeProfile("nodes");
            int second = StrictAccount.ownNumber(2);
            String subnet = account.network("us-east-1", second).subnets().get(1);
            String image = ec2.describeImages(r -> r.owners("797456418907")).images().stream()
                    .filter(found -> found.name().equals("ScyllaDB 2025.1.4"))
                    .findFirst()
                    .orElseThrow()
                    .imageId();
            String id = ec2.runInstances(r -> r.imageId(image)
                            .instanceType("i4i.large")
                            .subnetId(subnet)
                            .minCount(1)
                            .maxCount(1)
                            .iamInstanceProfile(profile -> profile.name("nodes"))
                            .userData(encoded("{\"scylla_yaml\": {\"cluster_name\": \"studio\", \"endpoint_snitch\":"
                                    + " \"GossipingPropertyFileSnitch\"}, \"start_scylla_on_first_boot\": true}")))
                    .instances()
                    .get(0)
                    .instanceId();
            Awaitility.await().atMost(PATIENCE).until(() -> !ssm.describeInstanceInformation()
                    .instanceInformationList()
                    .isEmpty());
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> run(ssm, id, "nodetool status || :")
                            .standardOutputContent()
                            .contains("UN 127." + second + ".2.4"));
            assertThat(run(ssm, id, "nodetool status; systemctl is-active scylla-server")
                            .standardOutputContent())
                    .contains("Datacenter: us-east-1", "us-east-1b")
                    .endsWith("active\n");
            ec2.terminateInstances(r -> r.instanceIds(id));
            Awaitility.await().atMost(PATIENCE).until(() -> ec2.describeInstances(r -> r.instanceIds(id))
                    .reservations()
                    .get(0)
                    .instances()
                    .get(0)
                    .state()
                    .name()
                    .equals(InstanceStateName.TERMINATED));
            try (Stream<Path> left = Files.list(directory.resolve("machines"))) {
                assertThat(left).isEmpty();
            }
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static GetCommandInvocationResponse run(SsmClient ssm, String instance, String script) {
        String command = ssm.sendCommand(r -> r.documentName("AWS-RunShellScript")
                        .instanceIds(instance)
                        .parameters(Map.of("commands", List.of(script))))
                .command()
                .commandId();
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> ssm.getCommandInvocation(r -> r.commandId(command).instanceId(instance)),
                        found -> !List.of("Pending", "InProgress").contains(found.statusAsString()));
    }
}
