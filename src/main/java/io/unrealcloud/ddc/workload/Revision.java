package io.unrealcloud.ddc.workload;

import java.nio.charset.StandardCharsets;

/**
 * What decides how pods are made beside the resource itself. A resource stays on the revision it began with, so that
 * a newer operator changes nothing that runs.
 *
 * @param gatewayImage image of the CQL gateway, best with a digest
 * @param settings version of the settings table
 * @param schema version of the schema catalogue
 */
public record Revision(String gatewayImage, int settings, int schema) {

    /** A name for it that fits a label: versions, and a hash of the image. */
    public String name() {
        return "s%d-c%d-%s"
                .formatted(
                        settings,
                        schema,
                        Digest.of(gatewayImage.getBytes(StandardCharsets.UTF_8)).substring(0, 12));
    }
}
