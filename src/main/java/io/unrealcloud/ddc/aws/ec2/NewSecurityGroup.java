package io.unrealcloud.ddc.aws.ec2;

import java.util.Map;

/** A security group to make; its tags are set at creation. */
public record NewSecurityGroup(String vpcId, String name, String description, Map<String, String> tags) {
    public NewSecurityGroup {
        tags = Map.copyOf(tags);
    }
}
