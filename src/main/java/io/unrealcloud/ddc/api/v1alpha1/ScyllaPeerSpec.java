package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The Scylla datacentre in another Region. */
@ApiPart
public record ScyllaPeerSpec(
        @JsonPropertyDescription("Name of the datacentre as its nodes report it. Default: the name Scylla's EC2 snitch"
                + " gives the Region. Immutable.")
        @Pattern(Limits.DATACENTER)
        @Size(min = 1, max = Limits.DATACENTER_MAX)
        String datacenterName,

        @JsonPropertyDescription(
                "Copies of each row in that datacentre. Default: 2. Can be changed, at the cost of a" + " repair.")
        @Default("2")
        @Min(1)
        @Max(15)
        Integer replicationFactor,

        @JsonPropertyDescription("Addresses of nodes there, for first contact. Can be changed.") @Size(max = 8)
        List<@Pattern("^[0-9A-Fa-f.:]+$") @Size(min = 2, max = 45) String> seeds,

        @JsonPropertyDescription("Address ranges of the nodes there, let through the security group. Can be changed.")
        @Size(max = 16)
        List<@Pattern("^[0-9A-Fa-f.:]+/[0-9]{1,3}$") @Size(min = 4, max = 49) String> cidrBlocks) {}
