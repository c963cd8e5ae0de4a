package io.unrealcloud.ddc.aws.secrets;

import java.util.Map;

/** @param deleting whether it is scheduled for deletion */
public record SecretDescription(String name, String arn, Map<String, String> tags, boolean deleting) {
    public SecretDescription {
        tags = Map.copyOf(tags);
    }
}
