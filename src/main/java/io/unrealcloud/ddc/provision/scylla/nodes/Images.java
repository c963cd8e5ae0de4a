package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.model.ScyllaBackend.NodeImage;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which image nodes run. */
final class Images {

    private static final Set<String> ARM =
            Set.of("i4g", "i8g", "i8ge", "im4gn", "is4gen", "c6gd", "m6gd", "r6gd", "x2gd");

    /** Enterprise's versions begin with a year, and since 2025 there is no other edition. */
    private static final int FIRST_YEAR = 2000;

    private Images() {}

    /** {@code arm64} or {@code x86_64}, by the family of the type. */
    static String architecture(String instanceType) {
        return ARM.contains(instanceType.substring(0, instanceType.indexOf('.'))) ? "arm64" : "x86_64";
    }

    /** Those the resource's words fit and that can be launched, newest first. */
    static List<Image> find(Ec2Port ec2, DesiredNodes desired) {
        return switch (desired.nodes().image()) {
            case NodeImage.Ami ami ->
                ec2.image(ami.id()).filter(image -> image.available() && ami.mayBeOf(image.owner())).stream()
                        .toList();
            case NodeImage.Version version ->
                ec2
                        .images(
                                NodeImage.Version.OWNER,
                                name(version) + "*",
                                architecture(desired.nodes().instanceType()))
                        .stream()
                        .filter(image -> image.available() && fits(image.name(), version))
                        .sorted(Comparator.comparing(Image::created).reversed())
                        .toList();
        };
    }

    /** 2025.1 is no beginning of 2025.10. */
    private static boolean fits(String name, NodeImage.Version version) {
        String rest = name.substring(Math.min(name(version).length(), name.length()));
        return rest.isEmpty() || !Character.isDigit(rest.charAt(0));
    }

    /**
     * Whether ScyllaDB of this image has a maintenance socket, which it opens if asked to: since 6.0 and 2024.2
     * (scylladb/scylladb pull request 16172). Through it the operator makes its login where there is no {@code
     * cassandra}: from 2026.2 on (ScyllaDB manual: "Creating a Superuser"), in a Region that joins another's cluster, and
     * after its secret was lost. Of an image that is given by id that is not known.
     */
    static boolean maintenanceSocket(NodeImage image) {
        if (!(image instanceof NodeImage.Version version)) {
            return false;
        }
        String[] numbers = version.version().split("[.~-]");
        int major = ClusterRecord.number(numbers[0]).orElse(0);
        int minor = numbers.length > 1 ? ClusterRecord.number(numbers[1]).orElse(0) : 0;
        return major < FIRST_YEAR ? major >= 6 : major > 2024 || major == 2024 && minor >= 2;
    }

    private static String name(NodeImage.Version version) {
        return "ScyllaDB " + version.version();
    }

    static String missing(DesiredNodes desired) {
        return switch (desired.nodes().image()) {
            case NodeImage.Ami ami ->
                "There is no image %s in %s that can be launched and whose owner this namespace may use. Correct spec.database.scylla.nodes.amiId, or add the image's owner to amiOwners of tenancy.namespaces[namespace=%s] in the operator's configuration."
                        .formatted(ami.id(), desired.region(), desired.owner().namespace());
            case NodeImage.Version version ->
                "ScyllaDB (account %s) offers no image %s for %s in %s. Correct spec.database.scylla.nodes.scyllaVersion, or give an image by amiId."
                        .formatted(
                                NodeImage.Version.OWNER,
                                name(version),
                                architecture(desired.nodes().instanceType()),
                                desired.region());
        };
    }
}
