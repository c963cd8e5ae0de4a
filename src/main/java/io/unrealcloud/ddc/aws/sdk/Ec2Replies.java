package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.InstanceState;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.aws.ec2.Volume;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.EbsInstanceBlockDevice;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** EC2's words in ours. */
final class Ec2Replies {

    private Ec2Replies() {}

    static Instance instance(software.amazon.awssdk.services.ec2.model.Instance found) {
        InstanceState state = state(found.state().name());
        return new Instance(
                found.instanceId(),
                state,
                found.instanceTypeAsString(),
                found.imageId(),
                found.subnetId(),
                found.placement().availabilityZone(),
                Optional.ofNullable(found.privateIpAddress()).filter(address -> !address.isEmpty()),
                found.securityGroups().stream().map(GroupIdentifier::groupId).toList(),
                found.blockDeviceMappings().stream()
                        .map(InstanceBlockDeviceMapping::ebs)
                        .filter(Objects::nonNull)
                        .map(EbsInstanceBlockDevice::volumeId)
                        .toList(),
                tags(found.tags()),
                // A launch has one too, which says "pending".
                state == InstanceState.PENDING || state == InstanceState.RUNNING
                        ? Optional.empty()
                        : Optional.ofNullable(found.stateReason())
                                .map(StateReason::code)
                                .filter(code -> !code.isEmpty()));
    }

    private static InstanceState state(InstanceStateName name) {
        return switch (name) {
            case PENDING -> InstanceState.PENDING;
            case RUNNING -> InstanceState.RUNNING;
            case STOPPING -> InstanceState.STOPPING;
            case STOPPED -> InstanceState.STOPPED;
            case SHUTTING_DOWN -> InstanceState.SHUTTING_DOWN;
            case TERMINATED -> InstanceState.TERMINATED;
            // To take it for anything that exists would be a guess a launch or a termination could follow from.
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalStateException("EC2 names an instance state this operator does not know.");
        };
    }

    static Image image(software.amazon.awssdk.services.ec2.model.Image found) {
        return new Image(
                found.imageId(),
                Objects.requireNonNullElse(found.name(), ""),
                found.ownerId(),
                Objects.requireNonNullElse(found.creationDate(), ""),
                found.architectureAsString(),
                Objects.requireNonNullElse(found.rootDeviceName(), ""),
                found.state() == ImageState.AVAILABLE);
    }

    static Subnet subnet(software.amazon.awssdk.services.ec2.model.Subnet found) {
        return new Subnet(found.subnetId(), found.vpcId(), found.availabilityZone(), found.cidrBlock());
    }

    static SecurityGroup securityGroup(software.amazon.awssdk.services.ec2.model.SecurityGroup found) {
        Set<IngressRule> ingress = found.ipPermissions().stream()
                .filter(permission -> "tcp".equals(permission.ipProtocol()))
                .flatMap(Ec2Replies::rules)
                .collect(Collectors.toUnmodifiableSet());
        return new SecurityGroup(found.groupId(), found.groupName(), found.vpcId(), ingress, tags(found.tags()));
    }

    private static Stream<IngressRule> rules(IpPermission permission) {
        Stream<IngressRule.Source> groups =
                permission.userIdGroupPairs().stream().map(pair -> new IngressRule.Source.Group(pair.groupId()));
        Stream<IngressRule.Source> v4 =
                permission.ipRanges().stream().map(range -> new IngressRule.Source.Cidr(range.cidrIp()));
        Stream<IngressRule.Source> v6 =
                permission.ipv6Ranges().stream().map(range -> new IngressRule.Source.Cidr(range.cidrIpv6()));
        return Stream.of(groups, v4, v6)
                .flatMap(sources -> sources)
                .map(source -> new IngressRule(permission.fromPort(), permission.toPort(), source));
    }

    static Volume volume(software.amazon.awssdk.services.ec2.model.Volume found) {
        return new Volume(found.volumeId(), found.state() == VolumeState.IN_USE, tags(found.tags()));
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toUnmodifiableMap(Tag::key, Tag::value));
    }
}
