package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One namespace of DDC and its policy. */
@ApiPart
public record NamespaceSpec(
        @JsonPropertyDescription("Its name, or * for every namespace that is not listed.")
        @Required
        @Pattern("^([*]|[a-z0-9][a-z0-9._-]*)$")
        @Size(min = 1, max = 64)
        String name,

        @JsonPropertyDescription("Storage pool: blobs go to the bucket <bucketName>-<storagePool>, which must exist."
                + " Default: the bucket itself.")
        @Pattern("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$")
        @Size(min = 1, max = 32)
        String storagePool,

        @JsonPropertyDescription("LastAccess: what was not read for a while goes. TTL: what is old goes. Always: what"
                + " nothing refers to goes. None: everything stays. Default: LastAccess.")
        GcMethod gcMethod,

        @JsonPropertyDescription("Age at which objects go under gcMethod TTL, in days. Default: 14.") @Min(1) @Max(3650)
        Integer ttlDays,

        @JsonPropertyDescription("Whether it is served on the public port. Default: true.")
        Boolean publicNamespace,

        @JsonPropertyDescription("Whether an existing ref may be overwritten. Default: true.")
        Boolean allowOverwritesOfRefs,

        @JsonPropertyDescription("Whether what is missing here is fetched from the other sites. Default: false.")
        Boolean onDemandReplication,

        @JsonPropertyDescription("Namespace to look in for what is missing here.")
        @Pattern("^[a-z0-9][a-z0-9._-]*$")
        @Size(min = 1, max = 64)
        String fallbackNamespace) {}
