package io.unrealcloud.ddc.sandbox.scylla;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** Data centre and rack of a node, by its snitch (ScyllaDB manual: Snitches). */
record Placement(String dataCenter, String rack) {

    /**
     * Ec2Snitch: the zone without its letter and without a last {@code -1}, and what follows its last dash; so
     * {@code us-east-1a} is {@code us-east}, {@code 1a}.
     */
    static Placement ofZone(String zone, String suffix) {
        String region = zone.substring(0, zone.length() - 1);
        String dataCenter = region.endsWith("-1") ? region.substring(0, region.length() - 2) : region;
        return new Placement(dataCenter + suffix, zone.substring(zone.lastIndexOf('-') + 1));
    }

    /** What the image writes for GossipingPropertyFileSnitch: names of Region and zone in full. */
    static void writeDefault(Path rackdc, String region, String zone) throws IOException {
        Files.createDirectories(rackdc.getParent());
        Files.writeString(rackdc, "dc=" + region + "\nrack=" + zone + "\n");
    }

    /** @throws IllegalArgumentException if the snitch is unknown or its file says too little */
    static Placement read(String snitch, Path rackdc, String zone) throws IOException {
        Properties file = new Properties();
        if (Files.exists(rackdc)) {
            try (Reader reader = Files.newBufferedReader(rackdc)) {
                file.load(reader);
            }
        }
        return switch (snitch) {
            case "GossipingPropertyFileSnitch" ->
                new Placement(required(file, "dc", rackdc), required(file, "rack", rackdc));
            case "Ec2Snitch", "Ec2MultiRegionSnitch" -> ofZone(zone, file.getProperty("dc_suffix", ""));
            case "SimpleSnitch" -> new Placement("datacenter1", "rack1");
            default -> throw new IllegalArgumentException("The sandbox's ScyllaDB has no snitch " + snitch);
        };
    }

    private static String required(Properties file, String key, Path rackdc) {
        return Optional.ofNullable(file.getProperty(key))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        rackdc.getFileName() + " has no " + key + ", which GossipingPropertyFileSnitch needs"));
    }
}
