package io.unrealcloud.ddc.aws.ssm;

import java.util.Map;

/**
 * A Run Command document.
 *
 * @param content of the default version, as it was given
 * @param active whether it can be run
 */
public record Document(
        String name,
        String content,
        String defaultVersion,
        String latestVersion,
        boolean active,
        Map<String, String> tags) {
    public Document {
        tags = Map.copyOf(tags);
    }
}
