package io.unrealcloud.ddc.aws.ec2;

/**
 * A machine image.
 *
 * @param owner account id
 * @param created ISO-8601; images of one name sort by it
 * @param architecture {@code x86_64} or {@code arm64}
 * @param rootDevice such as {@code /dev/sda1}
 * @param available whether it can be launched
 */
public record Image(
        String id,
        String name,
        String owner,
        String created,
        String architecture,
        String rootDevice,
        boolean available) {}
