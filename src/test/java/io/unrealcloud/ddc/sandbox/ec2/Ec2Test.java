package io.unrealcloud.ddc.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings.Lag;
import io.unrealcloud.ddc.sandbox.ec2.StrictAccount.Network;
import io.unrealcloud.ddc.sandbox.machines.ScriptedMachines;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.iam.IamClient;

/** Each gap of moto's EC2 that is closed here, through the AWS SDK. */
class Ec2Test {

    private static final String REGION = "us-east-1";
    private static final String SCYLLA = "797456418907";

    @TempDir
    static Path directory;

    private static ScriptedMachines machines;
    private static StrictAccount account;
    private static Ec2Client ec2;
    private static Network network;
    private static String image;

    @BeforeAll
    static void start() {
        machines = new ScriptedMachines();
        account = new StrictAccount(machines, directory);
        ec2 = account.ec2(REGION);
        network = account.network(REGION, 61);
        image = images(ec2, "ScyllaDB 2025.1.*", "x86_64").get(0).imageId();
    }

    @AfterAll
    static void end() {
        ec2.close();
        account.close();
    }

    @AfterEach
    void nothingTakesTime() {
        for (Lag lag : List.of(Lag.VISIBLE, Lag.RUNNING, Lag.PROFILE)) {
            account.ec2Settings.lag(lag, Duration.ZERO);
        }
    }

    @Test
    void aTokenGivesOneInstanceHoweverOftenItIsUsed() throws Exception {
        RunInstancesRequest launch = launch().clientToken(token()).build();
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                answers.add(threads.submit(() -> run(launch).instanceId()));
            }
        }
        String id = answers.get(0).get();
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo(id);
        }
        refused(
                () -> ec2.runInstances(
                        launch.toBuilder().subnetId(network.subnets().get(1)).build()),
                "IdempotentParameterMismatch");
        terminate(id);
        assertThat(run(launch).instanceId()).isEqualTo(id);
        assertThat(run(launch).state().name()).isEqualTo(InstanceStateName.TERMINATED);
        refused(() -> run(launch().clientToken("x".repeat(65)).build()), "InvalidParameterValue");
    }

    @Test
    void aLaunchThatWasRefusedLeavesItsTokenUnused() {
        String token = token();
        refused(
                () -> run(launch().clientToken(token)
                        .subnetId("subnet-00000000000000000")
                        .build()),
                "InvalidSubnetID.NotFound");
        assertThat(run(launch().clientToken(token).build()).instanceId()).startsWith("i-");
    }

    @Test
    void imagesAreTheVendorsAndDifferFromRegionToRegion() {
        assertThat(images(ec2, "ScyllaDB 2025.1.*", "x86_64"))
                .extracting(Image::name)
                .containsExactly("ScyllaDB 2025.1.2", "ScyllaDB 2025.1.4");
        for (String line : List.of("6.2", "2025.1", "2025.4", "2026.1")) {
            assertThat(images(ec2, "ScyllaDB " + line + ".*", "arm64"))
                    .isNotEmpty()
                    .allSatisfy(
                            found -> assertThat(found.architectureAsString()).isEqualTo("arm64"));
        }
        try (Ec2Client west = account.ec2("us-west-2")) {
            assertThat(images(west, "ScyllaDB 2025.1.*", "x86_64").get(0).imageId())
                    .isNotEqualTo(image);
            refused(() -> west.describeImages(r -> r.imageIds(image)), "InvalidAMIID.NotFound");
        }
        assertThat(ec2.describeImages(r -> r.owners("123456789012")).images()).isEmpty();
        assertThat(ec2.describeImages(r -> r.imageIds(image)).images().get(0).rootDeviceName())
                .isEqualTo("/dev/sda1");
    }

    @Test
    void imageAndTypeMustFit() {
        refused(() -> run(launch().imageId("ami-00000000000000000").build()), "InvalidAMIID.NotFound");
        refused(() -> run(launch().imageId("image").build()), "InvalidAMIID.Malformed");
        refused(() -> run(launch().instanceType("i8g.large").build()), "InvalidParameterValue");
        refused(() -> run(launch().instanceType("i4i.tiny").build()), "InvalidInstanceType");
    }

    @Test
    void theZoneMayBeFull() {
        account.ec2Settings.full(REGION + "c", true);
        try {
            refused(() -> run(launch().subnetId(network.subnets().get(2)).build()), "InsufficientInstanceCapacity");
            assertThat(run(launch().build()).placement().availabilityZone()).isEqualTo(REGION + "a");
        } finally {
            account.ec2Settings.full(REGION + "c", false);
        }
    }

    @Test
    void aProfileIsKnownSomeTimeAfterItWasMade() {
        try (IamClient iam = account.iam()) {
            refused(() -> run(profiled("nobodys")), "InvalidParameterValue");
            account.ec2Settings.lag(Lag.PROFILE, Duration.ofHours(1));
            account.nodeProfile("nodes");
            refused(() -> run(profiled("nodes")), "InvalidParameterValue");
            account.ec2Settings.lag(Lag.PROFILE, Duration.ZERO);
            assertThat(run(profiled("nodes")).iamInstanceProfile().arn()).endsWith("instance-profile/nodes");
            iam.createInstanceProfile(r -> r.instanceProfileName("empty"));
            refused(() -> run(profiled("empty")), "InvalidParameterValue");
        }
    }

    @Test
    void anInstanceIsPendingUntilItsMachineIsOn() {
        CountDownLatch start = new CountDownLatch(1);
        machines.start(start);
        Instance instance = run(launch().build());
        assertThat(instance.state().name()).isEqualTo(InstanceStateName.PENDING);
        assertThat(state(instance.instanceId())).isEqualTo(InstanceStateName.PENDING);
        assertThat(found("running", instance.instanceId())).isFalse();
        assertThat(found("pending", instance.instanceId())).isTrue();
        start.countDown();
        machines.start(new CountDownLatch(0));
        awaitState(instance.instanceId(), InstanceStateName.RUNNING);
        assertThat(found("running", instance.instanceId())).isTrue();
    }

    @Test
    void readsDoNotKnowOfANewInstanceAtOnce() {
        account.ec2Settings.lag(Lag.VISIBLE, Duration.ofHours(1));
        String id = run(launch().build()).instanceId();
        refused(() -> ec2.describeInstances(r -> r.instanceIds(id)), "InvalidInstanceID.NotFound");
        assertThat(found("running", id)).isFalse();
        String group = group("new");
        refused(() -> ec2.describeSecurityGroups(r -> r.groupIds(group)), "InvalidGroup.NotFound");
        assertThat(ec2.describeSecurityGroups(r -> r.filters(filter("group-name", "new")))
                        .securityGroups())
                .isEmpty();
        account.ec2Settings.lag(Lag.VISIBLE, Duration.ZERO);
        assertThat(ec2.describeSecurityGroups(r -> r.groupIds(group)).securityGroups())
                .hasSize(1);
        awaitState(id, InstanceStateName.RUNNING);
    }

    @Test
    void aMachineIsWhatTheLaunchSays() {
        Instance instance =
                run(launch().userData(Base64.getEncoder().encodeToString("data".getBytes(StandardCharsets.UTF_8)))
                        .subnetId(network.subnets().get(1))
                        .build());
        awaitState(instance.instanceId(), InstanceStateName.RUNNING);
        assertThat(machines.running.get(instance.instanceId())).satisfies(spec -> {
            assertThat(spec.privateIp()).startsWith("127.61.2.").isEqualTo(instance.privateIpAddress());
            assertThat(spec.zone()).isEqualTo(REGION + "b");
            assertThat(spec.imageName()).startsWith("ScyllaDB 2025.1.");
            assertThat(spec.userData()).isEqualTo("data");
            assertThat(spec.directory()).isEmptyDirectory();
        });
        assertThat(run(launch().subnetId(network.subnets().get(1)).build()).privateIpAddress())
                .isNotEqualTo(instance.privateIpAddress());
        refused(
                () -> run(launch().userData(Base64.getEncoder().encodeToString(new byte[16_385]))
                        .build()),
                "InvalidParameterValue");
    }

    @Test
    void tagsAreOnEverythingALaunchMakes() {
        Tag tag = Tag.builder().key("owner").value("games & more").build();
        Instance instance = run(launch().tagSpecifications(
                        List.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE).stream()
                                .map(kind -> TagSpecification.builder()
                                        .resourceType(kind)
                                        .tags(tag)
                                        .build())
                                .toList())
                .build());
        String id = instance.instanceId();
        assertThat(ec2.describeInstances(r -> r.instanceIds(id))
                        .reservations()
                        .get(0)
                        .instances()
                        .get(0)
                        .tags())
                .containsExactly(tag);
        assertThat(ec2.describeVolumes(r -> r.filters(filter("attachment.instance-id", id)))
                        .volumes()
                        .get(0)
                        .tags())
                .containsExactly(tag);
        assertThat(ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(
                                instance.networkInterfaces().get(0).networkInterfaceId()))
                        .networkInterfaces()
                        .get(0)
                        .tagSet())
                .containsExactly(tag);
    }

    @Test
    void protectionHoldsUntilItIsOff() {
        Instance instance =
                run(launch().disableApiTermination(true).disableApiStop(true).build());
        String id = instance.instanceId();
        awaitState(id, InstanceStateName.RUNNING);
        refused(() -> ec2.terminateInstances(r -> r.instanceIds(id)), "OperationNotPermitted");
        refused(() -> ec2.stopInstances(r -> r.instanceIds(id)), "OperationNotPermitted");
        refused(
                () -> ec2.modifyInstanceAttribute(r -> r.instanceId(id)
                        .disableApiStop(off -> off.value(false))
                        .disableApiTermination(off -> off.value(false))),
                "InvalidParameterCombination");
        ec2.modifyInstanceAttribute(r -> r.instanceId(id).disableApiTermination(off -> off.value(false)));
        refused(() -> ec2.stopInstances(r -> r.instanceIds(id)), "OperationNotPermitted");
        terminate(id);
        assertThat(machines.running).doesNotContainKey(id);
        assertThat(directory.resolve("machines").resolve(id)).doesNotExist();
        ec2.terminateInstances(r -> r.instanceIds(id));
        assertThat(ec2.describeVolumes(r -> r.filters(filter("attachment.instance-id", id)))
                        .volumes())
                .isEmpty();
        refused(
                () -> ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(
                        instance.networkInterfaces().get(0).networkInterfaceId())),
                "InvalidNetworkInterfaceID.NotFound");
    }

    @Test
    void aGroupStaysWhileAnInstanceUsesIt() {
        String group = group("used");
        Instance instance = run(launch().securityGroupIds(group).build());
        refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(group)), "DependencyViolation");
        CountDownLatch end = new CountDownLatch(1);
        machines.end(end);
        awaitState(instance.instanceId(), InstanceStateName.RUNNING);
        ec2.terminateInstances(r -> r.instanceIds(instance.instanceId()));
        assertThat(state(instance.instanceId())).isEqualTo(InstanceStateName.SHUTTING_DOWN);
        refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(group)), "DependencyViolation");
        end.countDown();
        machines.end(new CountDownLatch(0));
        awaitState(instance.instanceId(), InstanceStateName.TERMINATED);
        ec2.deleteSecurityGroup(r -> r.groupId(group));
    }

    @Test
    void aGroupStaysWhileAnotherNamesIt() {
        String named = group("named");
        String naming = group("naming");
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(naming)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(9042)
                        .toPort(9042)
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(named).build())
                        .build()));
        refused(() -> ec2.deleteSecurityGroup(r -> r.groupId(named)), "DependencyViolation");
        ec2.deleteSecurityGroup(r -> r.groupId(naming));
        ec2.deleteSecurityGroup(r -> r.groupId(named));
    }

    @Test
    void rulesAreThereOnce() {
        String group = group("rules");
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(rule(9042)));
        refused(
                () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(rule(9042))),
                "InvalidPermission.Duplicate");
        refused(
                () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(rule(9043))),
                "InvalidPermission.NotFound");
        refused(() -> group("rules"), "InvalidGroup.Duplicate");
        String elsewhere = account.network(REGION, 62).subnets().get(0);
        refused(() -> run(launch().subnetId(elsewhere).securityGroupIds(group).build()), "InvalidParameter");
    }

    @Test
    void aStoppedInstanceBeginsAgainWithAnEmptyStore() {
        String id = run(launch().build()).instanceId();
        awaitState(id, InstanceStateName.RUNNING);
        Path kept = machines.running.get(id).directory().resolve("kept");
        assertThat(kept.toFile().mkdir()).isTrue();
        ec2.stopInstances(r -> r.instanceIds(id));
        awaitState(id, InstanceStateName.STOPPED);
        assertThat(machines.running).doesNotContainKey(id);
        ec2.startInstances(r -> r.instanceIds(id));
        awaitState(id, InstanceStateName.RUNNING);
        assertThat(kept).doesNotExist();
        assertThat(machines.running).containsKey(id);
    }

    @Test
    void anInstanceWhoseMachineCannotStartEndsAndSaysWhy() {
        machines.broken("no memory left");
        String id;
        try {
            id = run(launch().build()).instanceId();
            awaitState(id, InstanceStateName.TERMINATED);
        } finally {
            machines.broken("");
        }
        assertThat(ec2.describeInstances(r -> r.instanceIds(id))
                        .reservations()
                        .get(0)
                        .instances()
                        .get(0)
                        .stateReason()
                        .message())
                .isEqualTo("Server.InternalError: no memory left");
    }

    @Test
    void whatNobodyLookedAtIsRefused() {
        refused(() -> ec2.describeSpotPriceHistory(r -> {}), "NotEmulated");
        refused(() -> run(launch().keyName("key").build()), "NotEmulated");
        refused(
                () -> ec2.createTags(r -> r.resources("i-00000000000000000")
                        .tags(Tag.builder().key("a").value("b").build())),
                "InvalidInstanceID.NotFound");
    }

    @Test
    void twoRegionsHaveNothingInCommon() {
        Network west = account.network("us-west-2", 63);
        try (Ec2Client other = account.ec2("us-west-2")) {
            String there = images(other, "ScyllaDB 6.2.*", "x86_64").get(0).imageId();
            String id = other.runInstances(r -> r.imageId(there)
                            .instanceType("i4i.large")
                            .subnetId(west.subnets().get(0))
                            .minCount(1)
                            .maxCount(1))
                    .instances()
                    .get(0)
                    .instanceId();
            assertThat(machines.running).satisfies(ignored -> Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> machines.running.containsKey(id)));
            assertThat(machines.running.get(id).region()).isEqualTo("us-west-2");
            refused(() -> ec2.describeInstances(r -> r.instanceIds(id)), "InvalidInstanceID.NotFound");
        }
    }

    private static IpPermission rule(int port) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(IpRange.builder().cidrIp("10.0.0.0/8").build())
                .build();
    }

    private static RunInstancesRequest profiled(String name) {
        return launch().iamInstanceProfile(profile -> profile.name(name)).build();
    }

    private static RunInstancesRequest.Builder launch() {
        return RunInstancesRequest.builder()
                .imageId(image)
                .instanceType("i4i.large")
                .subnetId(network.subnets().get(0))
                .minCount(1)
                .maxCount(1);
    }

    private static Instance run(RunInstancesRequest request) {
        return ec2.runInstances(request).instances().get(0);
    }

    private static String group(String name) {
        return ec2.createSecurityGroup(r -> r.groupName(name).description(name).vpcId(network.vpc()))
                .groupId();
    }

    private static void terminate(String id) {
        ec2.terminateInstances(r -> r.instanceIds(id));
        awaitState(id, InstanceStateName.TERMINATED);
    }

    private static void awaitState(String id, InstanceStateName state) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> state(id) == state);
    }

    private static InstanceStateName state(String id) {
        return ec2.describeInstances(r -> r.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .state()
                .name();
    }

    private static boolean found(String state, String id) {
        return ec2
                .describeInstancesPaginator(
                        r -> r.filters(filter("instance-state-name", state)).maxResults(5))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .anyMatch(instance -> instance.instanceId().equals(id));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static List<Image> images(Ec2Client client, String name, String architecture) {
        return client.describeImages(
                        r -> r.owners(SCYLLA).filters(filter("name", name), filter("architecture", architecture)))
                .images();
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    private static void refused(ThrowingCallable call, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> assertThat(
                        failure.awsErrorDetails().errorCode())
                .as(failure.getMessage())
                .isEqualTo(code));
    }
}
