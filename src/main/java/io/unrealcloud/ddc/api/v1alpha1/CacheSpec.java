package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A local cache in front of the bucket, on each pod. */
@ApiPart
public record CacheSpec(
        @JsonPropertyDescription("Its size, such as 100Gi.")
        @Required
        @Pattern(Limits.QUANTITY)
        @Size(min = 1, max = Limits.QUANTITY_MAX)
        String size,

        @JsonPropertyDescription(
                "StorageClass of a volume made for each pod and removed with it. Default: the node's" + " own disk.")
        @Pattern(Limits.KUBERNETES_NAME)
        @Size(min = 1, max = 63)
        String storageClassName) {}
