package io.unrealcloud.ddc.aws.ec2;

import java.util.Map;
import java.util.Optional;

/**
 * One instance to launch. Instance metadata takes session tokens only (IMDSv2, hop limit 1), stop and termination
 * protection are on, and the tags go on instance, volumes and network interface at creation.
 *
 * @param clientToken at most 64 ASCII characters
 * @param instanceProfile name of the instance profile; empty for none
 * @param userData plain text, at most 16 KiB; encoded by the adapter
 */
public record NewInstance(
        String clientToken,
        String imageId,
        String type,
        String subnetId,
        String securityGroup,
        Optional<String> instanceProfile,
        RootVolume rootVolume,
        String userData,
        Map<String, String> tags) {
    public NewInstance {
        tags = Map.copyOf(tags);
    }

    /**
     * @param device name of the image's root device
     * @param type such as {@code gp3}
     */
    public record RootVolume(String device, String type, int sizeGib) {}
}
