package io.unrealcloud.ddc.aws.iam;

import java.util.Map;

/**
 * A role to make.
 *
 * @param name unique in the account, ignoring case and path; at most 64 characters
 * @param path with a slash at both ends
 * @param trust the trust policy, JSON
 * @param boundary ARN of the permissions boundary
 */
public record NewRole(
        String name, String path, String description, String trust, String boundary, Map<String, String> tags) {
    public NewRole {
        tags = Map.copyOf(tags);
    }
}
