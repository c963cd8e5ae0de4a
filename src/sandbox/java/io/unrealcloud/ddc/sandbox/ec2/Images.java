package io.unrealcloud.ddc.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The images there are: ScyllaDB's own, in every Region under another id, as the vendor publishes them. */
final class Images {

    static final String SCYLLA = "797456418907";

    private record Release(String version, String created) {}

    /** Two of each line, so that the newest has to be chosen; of the dates only the order means anything. */
    private static final List<Release> RELEASES = List.of(
            new Release("6.2.2", "2024-12-16T09:12:40.000Z"),
            new Release("6.2.3", "2025-01-27T10:31:02.000Z"),
            new Release("2025.1.2", "2025-05-12T08:45:11.000Z"),
            new Release("2025.1.4", "2025-06-30T13:02:55.000Z"),
            new Release("2025.4.0", "2025-12-09T11:20:07.000Z"),
            new Release("2025.4.1", "2026-01-13T07:58:30.000Z"),
            new Release("2026.1.0", "2026-04-20T12:00:19.000Z"),
            new Release("2026.1.1", "2026-06-02T15:41:33.000Z"),
            new Release("2026.2.0", "2026-08-10T09:27:48.000Z"),
            new Release("2026.2.1", "2026-09-21T14:06:12.000Z"));

    private static final List<String> ARCHITECTURES = List.of("x86_64", "arm64");

    /** @param architecture {@code x86_64} or {@code arm64} */
    record Image(String id, String name, String created, String architecture) {

        String xml() {
            return """
                <item><imageId>%s</imageId><imageLocation>%s/%s</imageLocation><imageState>available</imageState>\
                <imageOwnerId>%s</imageOwnerId><isPublic>true</isPublic><architecture>%s</architecture>\
                <imageType>machine</imageType><name>%s</name><description>%s</description>\
                <creationDate>%s</creationDate><rootDeviceType>ebs</rootDeviceType>\
                <rootDeviceName>/dev/sda1</rootDeviceName><virtualizationType>hvm</virtualizationType>\
                <hypervisor>xen</hypervisor><enaSupport>true</enaSupport><sriovNetSupport>simple</sriovNetSupport>\
                <blockDeviceMapping><item><deviceName>/dev/sda1</deviceName><ebs><snapshotId>snap-%s</snapshotId>\
                <volumeSize>30</volumeSize><deleteOnTermination>true</deleteOnTermination>\
                <volumeType>gp3</volumeType><encrypted>false</encrypted></ebs></item></blockDeviceMapping></item>\
                """.formatted(
                            id, SCYLLA, name, SCYLLA, architecture, name, name, created, id.substring("ami-".length()));
        }

        Optional<List<String>> value(String filter) {
            return Optional.ofNullable(
                    switch (filter) {
                        case "image-id" -> List.of(id);
                        case "name" -> List.of(name);
                        case "architecture" -> List.of(architecture);
                        case "owner-id" -> List.of(SCYLLA);
                        case "state" -> List.of("available");
                        case "image-type" -> List.of("machine");
                        case "is-public" -> List.of("true");
                        case "root-device-type" -> List.of("ebs");
                        case "virtualization-type" -> List.of("hvm");
                        default -> null;
                    });
        }
    }

    private Images() {}

    static List<Image> of(String region) {
        List<Image> images = new ArrayList<>();
        for (Release release : RELEASES) {
            for (String architecture : ARCHITECTURES) {
                images.add(new Image(
                        id(region, release.version(), architecture),
                        "ScyllaDB " + release.version() + (architecture.equals("arm64") ? " aarch64" : ""),
                        release.created(),
                        architecture));
            }
        }
        return images;
    }

    static Optional<Image> find(String region, String id) {
        return of(region).stream().filter(image -> image.id().equals(id)).findFirst();
    }

    /** The same image has another id in each Region. */
    private static String id(String region, String version, String architecture) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((region + " " + version + " " + architecture).getBytes(StandardCharsets.UTF_8));
            return "ami-" + HexFormat.of().formatHex(hash).substring(0, 17);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
