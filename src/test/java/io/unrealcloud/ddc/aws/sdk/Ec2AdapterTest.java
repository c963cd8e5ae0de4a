package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.IngressRule.Source;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each method of the port sends, member by member, and what it makes of the reply and of errors. */
class Ec2AdapterTest {

    private static final NewInstance LAUNCH = new NewInstance(
            "token-1",
            "ami-1",
            "i4i.xlarge",
            "subnet-1",
            "sg-1",
            Optional.of("nodes"),
            new NewInstance.RootVolume("/dev/sda1", "gp3", 30),
            "{\"scylla_yaml\":{}}",
            Map.of("Name", "games-scylla-0", "a/b", "c"));

    private final ScriptedAws aws = new ScriptedAws();
    private final AwsClients clients = aws.clients();
    private final Ec2Port ec2 = clients.ec2("us-east-1");

    @AfterEach
    void end() {
        clients.close();
        aws.close();
    }

    @Test
    void aLaunchIsOneInstanceProtectedTaggedAndIdempotent() {
        reply(
                "RunInstances",
                "<instancesSet>" + instance("i-1", "pending", "<code>pending</code>") + "</instancesSet>");
        Instance made = ec2.run(LAUNCH);
        assertThat(made)
                .isEqualTo(new Instance(
                        "i-1",
                        InstanceState.PENDING,
                        "i4i.xlarge",
                        "ami-1",
                        "subnet-1",
                        "us-east-1a",
                        Optional.of("10.0.0.5"),
                        List.of("sg-1"),
                        List.of("vol-1"),
                        Map.of("k", "v"),
                        Optional.empty()));
        Map<String, String> sent = aws.only().form();
        assertThat(aws.only().scope()).endsWith("/us-east-1/ec2/aws4_request");
        assertThat(sent)
                .containsEntry("Action", "RunInstances")
                .containsEntry("ClientToken", "token-1")
                .containsEntry("MinCount", "1")
                .containsEntry("MaxCount", "1")
                .containsEntry("ImageId", "ami-1")
                .containsEntry("InstanceType", "i4i.xlarge")
                .containsEntry("SubnetId", "subnet-1")
                .containsEntry("SecurityGroupId.1", "sg-1")
                .containsEntry("IamInstanceProfile.Name", "nodes")
                .containsEntry("MetadataOptions.HttpTokens", "required")
                .containsEntry("MetadataOptions.HttpPutResponseHopLimit", "1")
                .containsEntry("DisableApiTermination", "true")
                .containsEntry("DisableApiStop", "true")
                .containsEntry("BlockDeviceMapping.1.DeviceName", "/dev/sda1")
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeType", "gp3")
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeSize", "30")
                .containsEntry("BlockDeviceMapping.1.Ebs.DeleteOnTermination", "true")
                .doesNotContainKey("BlockDeviceMapping.1.Ebs.Iops")
                .containsEntry("UserData", "eyJzY3lsbGFfeWFtbCI6e319");
        for (int i = 1; i <= 3; i++) {
            String kind = List.of("instance", "volume", "network-interface").get(i - 1);
            assertThat(sent)
                    .containsEntry("TagSpecification." + i + ".ResourceType", kind)
                    .containsEntry("TagSpecification." + i + ".Tag.1.Key", "Name")
                    .containsEntry("TagSpecification." + i + ".Tag.1.Value", "games-scylla-0")
                    .containsEntry("TagSpecification." + i + ".Tag.2.Key", "a/b")
                    .containsEntry("TagSpecification." + i + ".Tag.2.Value", "c");
        }
    }

    @Test
    void withoutAProfileNoneIsNamed() {
        reply("RunInstances", "<instancesSet>" + instance("i-1", "pending", "") + "</instancesSet>");
        ec2.run(new NewInstance(
                "t", "ami-1", "i4i.xlarge", "subnet-1", "sg-1", Optional.empty(), LAUNCH.rootVolume(), "", Map.of()));
        assertThat(aws.only().form().keySet()).noneMatch(key -> key.startsWith("IamInstanceProfile"));
    }

    @Test
    void provisionedVolumesSayHowMuchIsProvisioned() {
        reply("RunInstances", "<instancesSet>" + instance("i-1", "pending", "") + "</instancesSet>");
        ec2.run(new NewInstance(
                "t",
                "ami-1",
                "i4i.xlarge",
                "subnet-1",
                "sg-1",
                Optional.empty(),
                new NewInstance.RootVolume("/dev/sda1", "io2", 30),
                "",
                Map.of()));
        assertThat(aws.only().form())
                .containsEntry("BlockDeviceMapping.1.Ebs.VolumeType", "io2")
                .containsEntry("BlockDeviceMapping.1.Ebs.Iops", "3000");
    }

    /** Amazon EC2 API reference: error codes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | IdempotentParameterMismatch | Arguments on this idempotent request are inconsistent |"
                        + " INVALID_REQUEST",
                "500 | InsufficientInstanceCapacity | We currently do not have sufficient i4i.xlarge capacity |"
                        + " NO_CAPACITY",
                "400 | InsufficientFreeAddressesInSubnet | Not enough free addresses | NO_CAPACITY",
                "400 | InstanceLimitExceeded | You have requested more instances | QUOTA_EXCEEDED",
                "400 | VcpuLimitExceeded | You have requested more vCPU capacity | QUOTA_EXCEEDED",
                "400 | VolumeLimitExceeded | Maximum number of volumes | QUOTA_EXCEEDED",
                "400 | InvalidSubnetID.NotFound | The subnet ID does not exist | NOT_FOUND",
                "400 | InvalidGroup.NotFound | The security group does not exist | NOT_FOUND",
                "400 | InvalidAMIID.NotFound | The image id does not exist | NOT_FOUND",
                "400 | InvalidAMIID.Malformed | Invalid id | INVALID_REQUEST",
                "400 | Unsupported | Your requested instance type is not supported in your requested zone |"
                        + " INVALID_REQUEST",
                "400 | InvalidParameterValue | The value for instanceType is invalid | INVALID_REQUEST",
                "403 | UnauthorizedOperation | You are not authorized | ACCESS_DENIED",
                "403 | AuthFailure | AWS was not able to validate the provided access credentials | CREDENTIALS",
                "403 | AuthFailure | Not authorized for images: [ami-1] | INVALID_REQUEST",
                "400 | PendingVerification | Your account is being verified | SERVICE",
                "503 | RequestLimitExceeded | Request limit exceeded | THROTTLED",
            })
    void aLaunchThatFails(int status, String code, String message, AwsError expected) {
        error(status, code, message);
        AwsException failure = catchThrowableOfType(AwsException.class, () -> ec2.run(LAUNCH));
        assertThat(failure.error()).isEqualTo(expected);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.getMessage()).contains("EC2 RunInstances of games-scylla-0 in us-east-1", message);
        assertThat(Ec2Port.profileUnknown(failure)).isFalse();
    }

    /** Java's client keeps the words of a 401 to itself, so that all that is left is that it was one. */
    @Test
    void aKeyThatIsNotKnown() {
        error(401, "AuthFailure", "AWS was not able to validate the provided access credentials");
        assertThat(catchThrowableOfType(AwsException.class, () -> ec2.run(LAUNCH))
                        .error())
                .isEqualTo(AwsError.CREDENTIALS);
    }

    @Test
    void aProfileThatIsNotKnownYetIsToldFromEveryOtherWrongParameter() {
        error(
                400,
                "InvalidParameterValue",
                "Value (nodes) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name");
        AwsException failure = catchThrowableOfType(AwsException.class, () -> ec2.run(LAUNCH));
        assertThat(failure.error()).isEqualTo(AwsError.NOT_FOUND);
        assertThat(Ec2Port.profileUnknown(failure)).isTrue();
    }

    /** The encoded part differs with every attempt, and conditions must not. */
    @Test
    void anEncodedReasonIsLeftOut() {
        error(
                403,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. Encoded authorization failure message: x6Yz_Qq");
        AwsException failure = catchThrowableOfType(AwsException.class, () -> ec2.terminate("i-1"));
        assertThat(failure.detail()).isEqualTo("You are not authorized to perform this operation.");
    }

    @Test
    void instancesAreFoundByEveryTagOverAllPagesAndTheDeadAreLeftOut() {
        reply(
                "DescribeInstances",
                "<reservationSet><item><instancesSet>" + instance("i-1", "running", "<code>pending</code>")
                        + instance("i-2", "stopped", "<code>Client.UserInitiatedShutdown</code>")
                        + "</instancesSet></item></reservationSet><nextToken>more</nextToken>");
        reply(
                "DescribeInstances",
                "<reservationSet><item><instancesSet>" + instance("i-3", "shutting-down", "")
                        + "</instancesSet></item></reservationSet>");
        List<Instance> found = ec2.instances(Map.of("b", "a*c?\\", "a", "1"));
        assertThat(found).extracting(Instance::id).containsExactly("i-1", "i-2", "i-3");
        assertThat(found)
                .extracting(Instance::state)
                .containsExactly(InstanceState.RUNNING, InstanceState.STOPPED, InstanceState.SHUTTING_DOWN);
        assertThat(found.get(0).stateReason()).isEmpty();
        assertThat(found.get(1).stateReason()).contains("Client.UserInitiatedShutdown");
        assertThat(aws.requests().get(0).form())
                .containsEntry("Filter.1.Name", "tag:a")
                .containsEntry("Filter.1.Value.1", "1")
                .containsEntry("Filter.2.Name", "tag:b")
                .containsEntry("Filter.2.Value.1", "a\\*c\\?\\\\")
                .containsEntry("Filter.3.Name", "instance-state-name")
                .containsEntry("Filter.3.Value.5", "shutting-down")
                .doesNotContainKey("Filter.3.Value.6");
        assertThat(aws.requests().get(1).form()).containsEntry("NextToken", "more");
    }

    @Test
    void protectionIsTwoAttributes() {
        reply("ModifyInstanceAttribute", "<return>true</return>");
        reply("ModifyInstanceAttribute", "<return>true</return>");
        ec2.protect("i-1", false);
        assertThat(aws.requests().get(0).form())
                .containsEntry("InstanceId", "i-1")
                .containsEntry("DisableApiTermination.Value", "false")
                .doesNotContainKey("DisableApiStop.Value");
        assertThat(aws.requests().get(1).form())
                .containsEntry("DisableApiStop.Value", "false")
                .doesNotContainKey("DisableApiTermination.Value");
    }

    @Test
    void aProtectedInstanceIsNotTerminated() {
        error(
                400,
                "OperationNotPermitted",
                "The instance 'i-1' may not be terminated. Modify its 'disableApiTermination' instance attribute");
        assertThatThrownBy(() -> ec2.terminate("i-1")).isInstanceOfSatisfying(AwsException.class, e -> {
            assertThat(e.error()).isEqualTo(AwsError.INVALID_REQUEST);
            assertThat(e.code()).isEqualTo("OperationNotPermitted");
        });
        error(400, "InvalidInstanceID.NotFound", "The instance ID 'i-1' does not exist");
        assertThat(catchThrowableOfType(AwsException.class, () -> ec2.terminate("i-1"))
                        .error())
                .isEqualTo(AwsError.NOT_FOUND);
    }

    @Test
    void imagesOfAnOwnerByNameAlsoDeprecatedOnes() {
        reply(
                "DescribeImages",
                "<imagesSet><item><imageId>ami-1</imageId><name>ScyllaDB 2025.1.4</name>"
                        + "<imageOwnerId>797456418907</imageOwnerId><creationDate>2026-01-01T00:00:00.000Z</creationDate>"
                        + "<architecture>x86_64</architecture><rootDeviceName>/dev/sda1</rootDeviceName>"
                        + "<imageState>available</imageState></item></imagesSet>");
        assertThat(ec2.images("797456418907", "ScyllaDB 2025.1.4*", "x86_64"))
                .containsExactly(new Image(
                        "ami-1",
                        "ScyllaDB 2025.1.4",
                        "797456418907",
                        "2026-01-01T00:00:00.000Z",
                        "x86_64",
                        "/dev/sda1",
                        true));
        assertThat(aws.only().form())
                .containsEntry("Owner.1", "797456418907")
                .containsEntry("Filter.1.Name", "name")
                .containsEntry("Filter.1.Value.1", "ScyllaDB 2025.1.4*")
                .containsEntry("Filter.2.Name", "architecture")
                .containsEntry("IncludeDeprecated", "true");
    }

    @Test
    void anImageThatIsNotThereOrCannotBeLaunched() {
        error(400, "InvalidAMIID.NotFound", "The image id '[ami-1]' does not exist");
        assertThat(ec2.image("ami-1")).isEmpty();
        reply(
                "DescribeImages",
                "<imagesSet><item><imageId>ami-1</imageId><imageOwnerId>1</imageOwnerId>"
                        + "<imageState>pending</imageState></item></imagesSet>");
        assertThat(ec2.image("ami-1").orElseThrow().available()).isFalse();
    }

    @Test
    void subnetsComeInTheOrderAskedForAndNoneAsksNothing() {
        assertThat(ec2.subnets(List.of())).isEmpty();
        assertThat(aws.requests()).isEmpty();
        reply("DescribeSubnets", "<subnetSet>" + subnet("subnet-a") + subnet("subnet-b") + "</subnetSet>");
        assertThat(ec2.subnets(List.of("subnet-b", "subnet-a", "subnet-b")))
                .extracting(found -> found.id())
                .containsExactly("subnet-b", "subnet-a", "subnet-b");
        assertThat(aws.only().form()).containsKey("SubnetId.2").doesNotContainKey("SubnetId.3");
    }

    @Test
    void aRuleIsAddedAndTakenAwayOnceAndForAll() {
        reply("AuthorizeSecurityGroupIngress", "<return>true</return>");
        ec2.authorize("sg-1", new IngressRule(7000, 7001, new Source.Group("sg-2")));
        assertThat(aws.only().form())
                .containsEntry("GroupId", "sg-1")
                .containsEntry("IpPermissions.1.IpProtocol", "tcp")
                .containsEntry("IpPermissions.1.FromPort", "7000")
                .containsEntry("IpPermissions.1.ToPort", "7001")
                .containsEntry("IpPermissions.1.Groups.1.GroupId", "sg-2");
        error(400, "InvalidPermission.Duplicate", "the specified rule already exists");
        error(400, "InvalidPermission.NotFound", "The specified rule does not exist");
        assertThatCode(() -> {
                    ec2.authorize("sg-1", new IngressRule(9042, 9042, new Source.Cidr("10.0.0.0/8")));
                    ec2.revoke("sg-1", new IngressRule(9042, 9042, new Source.Cidr("fd00::/64")));
                })
                .doesNotThrowAnyException();
        assertThat(aws.requests().get(1).form()).containsEntry("IpPermissions.1.IpRanges.1.CidrIp", "10.0.0.0/8");
        assertThat(aws.requests().get(2).form()).containsEntry("IpPermissions.1.Ipv6Ranges.1.CidrIpv6", "fd00::/64");
        error(400, "RulesPerSecurityGroupLimitExceeded", "The maximum number of rules");
        assertThat(catchThrowableOfType(
                                AwsException.class,
                                () -> ec2.authorize("sg-1", new IngressRule(1, 1, new Source.Group("sg-2"))))
                        .error())
                .isEqualTo(AwsError.QUOTA_EXCEEDED);
    }

    @Test
    void aGroupsRulesAreOneForEachRangeAndSource() {
        reply(
                "DescribeSecurityGroups",
                "<securityGroupInfo><item><groupId>sg-1</groupId><groupName>g</groupName><vpcId>vpc-1</vpcId>"
                        + "<ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>7000</fromPort><toPort>7001</toPort>"
                        + "<groups><item><groupId>sg-1</groupId></item><item><groupId>sg-2</groupId></item></groups>"
                        + "<ipRanges><item><cidrIp>10.0.0.0/8</cidrIp></item></ipRanges>"
                        + "<ipv6Ranges><item><cidrIpv6>fd00::/64</cidrIpv6></item></ipv6Ranges></item>"
                        + "<item><ipProtocol>-1</ipProtocol><groups><item><groupId>sg-9</groupId></item></groups></item>"
                        + "</ipPermissions><tagSet><item><key>k</key><value>v</value></item></tagSet></item>"
                        + "</securityGroupInfo>");
        assertThat(ec2.securityGroup("vpc-1", "g"))
                .contains(new SecurityGroup(
                        "sg-1",
                        "g",
                        "vpc-1",
                        Set.of(
                                new IngressRule(7000, 7001, new Source.Group("sg-1")),
                                new IngressRule(7000, 7001, new Source.Group("sg-2")),
                                new IngressRule(7000, 7001, new Source.Cidr("10.0.0.0/8")),
                                new IngressRule(7000, 7001, new Source.Cidr("fd00::/64"))),
                        Map.of("k", "v")));
        assertThat(aws.only().form())
                .containsEntry("Filter.1.Name", "vpc-id")
                .containsEntry("Filter.2.Name", "group-name");
    }

    @ParameterizedTest
    @CsvSource({
        "InvalidGroup.Duplicate, CONFLICT",
        "InvalidVpcID.NotFound, NOT_FOUND",
        "SecurityGroupLimitExceeded, QUOTA_EXCEEDED"
    })
    void aGroupThatCannotBeMade(String code, AwsError expected) {
        error(400, code, "No");
        assertThat(catchThrowableOfType(
                                AwsException.class,
                                () -> ec2.createSecurityGroup(
                                        new NewSecurityGroup("vpc-1", "g", "d", Map.of("k", "v"))))
                        .error())
                .isEqualTo(expected);
        assertThat(aws.only().form())
                .containsEntry("VpcId", "vpc-1")
                .containsEntry("GroupName", "g")
                .containsEntry("GroupDescription", "d")
                .containsEntry("TagSpecification.1.ResourceType", "security-group")
                .containsEntry("TagSpecification.1.Tag.1.Key", "k");
    }

    @ParameterizedTest
    @CsvSource({"DependencyViolation, CONFLICT", "InvalidGroup.NotFound, NOT_FOUND"})
    void aGroupThatCannotBeDeleted(String code, AwsError expected) {
        error(400, code, "No");
        assertThat(catchThrowableOfType(AwsException.class, () -> ec2.deleteSecurityGroup("sg-1"))
                        .error())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"VolumeInUse, CONFLICT", "InvalidVolume.NotFound, NOT_FOUND"})
    void aVolumeThatCannotBeDeleted(String code, AwsError expected) {
        error(400, code, "No");
        assertThat(catchThrowableOfType(AwsException.class, () -> ec2.deleteVolume("vol-1"))
                        .error())
                .isEqualTo(expected);
    }

    @Test
    void tagsAreTakenAwayWhateverTheySay() {
        ec2.tag(List.of(), Map.of("k", "v"));
        ec2.tag(List.of("i-1"), Map.of());
        ec2.untag(List.of("i-1"), Set.of());
        assertThat(aws.requests()).isEmpty();
        reply("DeleteTags", "<return>true</return>");
        ec2.untag(List.of("i-1", "vol-1"), Set.of("b", "a"));
        assertThat(aws.only().form())
                .containsEntry("ResourceId.2", "vol-1")
                .containsEntry("Tag.1.Key", "a")
                .containsEntry("Tag.2.Key", "b")
                .doesNotContainKey("Tag.1.Value");
    }

    private void reply(String action, String inner) {
        aws.then(ScriptedAws.reply(
                200,
                "text/xml",
                "<%1$sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>%2$s</%1$sResponse>"
                        .formatted(action, inner)));
    }

    private void error(int status, String code, String message) {
        aws.then(ScriptedAws.reply(
                status,
                "text/xml",
                "<Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors><RequestID>r</RequestID></Response>"
                        .formatted(code, message)));
    }

    private static String instance(String id, String state, String reason) {
        return "<item><instanceId>" + id + "</instanceId><imageId>ami-1</imageId><instanceState><name>" + state
                + "</name></instanceState><stateReason>" + reason
                + "</stateReason><instanceType>i4i.xlarge</instanceType>"
                + "<subnetId>subnet-1</subnetId><privateIpAddress>10.0.0.5</privateIpAddress>"
                + "<placement><availabilityZone>us-east-1a</availabilityZone></placement>"
                + "<groupSet><item><groupId>sg-1</groupId></item></groupSet>"
                + "<blockDeviceMapping><item><deviceName>/dev/sda1</deviceName><ebs><volumeId>vol-1</volumeId></ebs></item>"
                + "</blockDeviceMapping><tagSet><item><key>k</key><value>v</value></item></tagSet></item>";
    }

    private static String subnet(String id) {
        return "<item><subnetId>" + id
                + "</subnetId><vpcId>vpc-1</vpcId><availabilityZone>us-east-1a</availabilityZone>"
                + "<cidrBlock>10.0.0.0/24</cidrBlock></item>";
    }
}
