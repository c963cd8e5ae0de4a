package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Blobs in Amazon S3. */
@ApiPart
public record S3Spec(
        @JsonPropertyDescription("Bucket that holds the blobs; it must exist. After a change, objects left in the old"
                + " bucket are cache misses.")
        @Required
        @Pattern("^[a-z0-9][a-z0-9.-]*[a-z0-9]$")
        @Size(min = 3, max = 63)
        String bucketName) {}
