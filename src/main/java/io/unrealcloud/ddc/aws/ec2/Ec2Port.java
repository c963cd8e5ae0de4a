package io.unrealcloud.ddc.aws.ec2;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * EC2 of one Region.
 *
 * <p>Reads are eventually consistent: what was just made may be missing for some seconds (Amazon EC2 API reference:
 * eventual consistency). Lists by tags leave out terminated instances. Reads of one object give empty for what is not
 * there and never throw {@code NOT_FOUND}; changes and deletes do. Every method throws {@link AwsException} for AWS's part.
 */
public interface Ec2Port {
    /** Instances that carry every one of these tags, terminated ones left out. */
    List<Instance> instances(Map<String, String> tags);

    /**
     * Launches one instance. Idempotent by {@link NewInstance#clientToken()}: the same token with the same request
     * gives the same instance, with another request {@code INVALID_REQUEST}.
     *
     * <p>{@code NO_CAPACITY} if AWS has no such instance left in the zone, or the subnet no address; {@code NOT_FOUND}
     * if subnet, group or image is not there, and, for some seconds after it was made, the instance profile
     * ({@link #profileUnknown}).
     */
    Instance run(NewInstance launch);

    /** Whether a launch was refused because EC2 does not know the instance profile, or not yet. */
    static boolean profileUnknown(AwsException failure) {
        return failure.error() == AwsError.NOT_FOUND && failure.detail().contains("iamInstanceProfile");
    }

    /** {@code INVALID_REQUEST} while termination protection is on. */
    void terminate(String instance);

    /** Switches stop and termination protection on or off. */
    void protect(String instance, boolean on);

    Optional<Image> image(String id);

    /**
     * Images of one owner.
     *
     * @param owner account id
     * @param name name of the image; {@code *} stands for any characters
     * @param architecture {@code x86_64} or {@code arm64}
     */
    List<Image> images(String owner, String name, String architecture);

    /** In the order of the ids; throws {@code NOT_FOUND} if one of them does not exist. */
    List<Subnet> subnets(List<String> ids);

    List<SecurityGroup> securityGroups(Map<String, String> tags);

    /** By name, which is unique in a VPC. */
    Optional<SecurityGroup> securityGroup(String vpc, String name);

    /** {@code CONFLICT} if the VPC has one of that name. Returns the id. */
    String createSecurityGroup(NewSecurityGroup group);

    /** Adds one rule; that it is there already is no error. */
    void authorize(String group, IngressRule rule);

    /** Removes one rule; that it is not there is no error. */
    void revoke(String group, IngressRule rule);

    /** {@code CONFLICT} while anything uses the group. */
    void deleteSecurityGroup(String group);

    /** Volumes that carry every one of these tags. */
    List<Volume> volumes(Map<String, String> tags);

    void deleteVolume(String volume);

    /** Sets tags on any EC2 objects and leaves the others. Nothing is sent for an empty map or collection. */
    void tag(Collection<String> ids, Map<String, String> tags);

    /** Removes tags by key. Nothing is sent for an empty set or collection. */
    void untag(Collection<String> ids, Set<String> keys);
}
