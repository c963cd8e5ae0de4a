package io.unrealcloud.ddc.aws.iam;

import java.util.List;
import java.util.Map;

/** What gives an EC2 instance its role. */
public record InstanceProfile(String name, String arn, List<String> roles, Map<String, String> tags) {
    public InstanceProfile {
        roles = List.copyOf(roles);
        tags = Map.copyOf(tags);
    }
}
