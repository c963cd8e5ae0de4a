package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where DDC keeps its blobs. */
@ApiPart
public record StorageSpec(
        @JsonPropertyDescription("Blobs in Amazon S3.") S3Spec s3,

        @JsonPropertyDescription("A local cache in front of them. Default: none.")
        CacheSpec cache) {}
