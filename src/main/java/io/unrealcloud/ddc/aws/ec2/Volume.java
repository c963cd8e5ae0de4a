package io.unrealcloud.ddc.aws.ec2;

import java.util.Map;

/** @param inUse whether it is attached to an instance */
public record Volume(String id, boolean inUse, Map<String, String> tags) {
    public Volume {
        tags = Map.copyOf(tags);
    }
}
