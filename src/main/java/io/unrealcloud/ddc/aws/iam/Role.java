package io.unrealcloud.ddc.aws.iam;

import java.util.Map;
import java.util.Optional;

/**
 * A role as IAM reports it.
 *
 * @param trust the trust policy, decoded JSON
 * @param boundary ARN of the permissions boundary
 */
public record Role(
        String name, String arn, String path, String trust, Optional<String> boundary, Map<String, String> tags) {
    public Role {
        tags = Map.copyOf(tags);
    }

    public Role withTrust(String trust) {
        return new Role(name, arn, path, trust, boundary, tags);
    }

    public Role withBoundary(String boundary) {
        return new Role(name, arn, path, trust, Optional.of(boundary), tags);
    }

    public Role withTags(Map<String, String> tags) {
        return new Role(name, arn, path, trust, boundary, tags);
    }
}
