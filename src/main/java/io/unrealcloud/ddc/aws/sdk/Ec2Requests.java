package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Requests to EC2. */
final class Ec2Requests {

    /** What gp3 has without being asked: a root volume holds system and logs, no data. */
    private static final int IOPS = 3000;

    private Ec2Requests() {}

    static RunInstancesRequest.Builder run(NewInstance launch) {
        NewInstance.RootVolume root = launch.rootVolume();
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .clientToken(launch.clientToken())
                .minCount(1)
                .maxCount(1)
                .imageId(launch.imageId())
                .instanceType(launch.type())
                .subnetId(launch.subnetId())
                .securityGroupIds(launch.securityGroup())
                .blockDeviceMappings(BlockDeviceMapping.builder()
                        .deviceName(root.device())
                        .ebs(volume -> volume.volumeType(root.type())
                                .volumeSize(root.sizeGib())
                                .iops(iops(root.type()))
                                .deleteOnTermination(true))
                        .build())
                .metadataOptions(
                        options -> options.httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(1))
                .disableApiTermination(true)
                .disableApiStop(true)
                .userData(Base64.getEncoder().encodeToString(launch.userData().getBytes(StandardCharsets.UTF_8)))
                .tagSpecifications(Stream.of(ResourceType.INSTANCE, ResourceType.VOLUME, ResourceType.NETWORK_INTERFACE)
                        .map(type -> tagged(type, launch.tags()))
                        .toList());
        launch.instanceProfile().ifPresent(name -> request.iamInstanceProfile(profile -> profile.name(name)));
        return request;
    }

    /** Must be given for io1 and io2 (Amazon EC2 API reference: EbsBlockDevice); null for those that have a default. */
    private static Integer iops(String volumeType) {
        return volumeType.startsWith("io") ? IOPS : null;
    }

    static IpPermission permission(IngressRule rule) {
        IpPermission.Builder permission = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(rule.fromPort())
                .toPort(rule.toPort());
        return switch (rule.source()) {
            case IngressRule.Source.Group group ->
                permission
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(group.id()).build())
                        .build();
            case IngressRule.Source.Cidr cidr
            when cidr.block().contains(":") ->
                permission
                        .ipv6Ranges(Ipv6Range.builder().cidrIpv6(cidr.block()).build())
                        .build();
            case IngressRule.Source.Cidr cidr ->
                permission
                        .ipRanges(IpRange.builder().cidrIp(cidr.block()).build())
                        .build();
        };
    }

    static TagSpecification tagged(ResourceType type, Map<String, String> tags) {
        return TagSpecification.builder().resourceType(type).tags(tags(tags)).build();
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    static Stream<Filter> tagged(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag -> filter("tag:" + tag.getKey(), tag.getValue()));
    }

    /** Any of these values, each to the letter: in a filter {@code * ? \} have a meaning (EC2 user guide: filters). */
    static Filter filter(String name, String... values) {
        return Filter.builder()
                .name(name)
                .values(Stream.of(values)
                        .map(value -> value.replaceAll("[\\\\*?]", "\\\\$0"))
                        .toList())
                .build();
    }

    /** {@code *} stands for any characters. */
    static Filter rawFilter(String name, String pattern) {
        return Filter.builder().name(name).values(pattern).build();
    }
}
