package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The root volume of a Scylla node; data lives on the instance's own disks. */
@ApiPart
public record RootVolumeSpec(
        @JsonPropertyDescription("Size in GiB, billed by AWS. Default: 30.") @Default("30") @Min(30) @Max(16384)
        Integer sizeGiB,

        @JsonPropertyDescription("EBS volume type. Default: gp3.") @Default("gp3")
        VolumeType type) {}
