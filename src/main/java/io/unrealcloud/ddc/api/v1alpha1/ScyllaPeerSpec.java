package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** The Scylla datacentre in another Region. */
@ApiPart
@ValidationRule(
        value = "(has(self.datacenterName) ? self.datacenterName : '') =="
                + " (has(oldSelf.datacenterName) ? oldSelf.datacenterName : '')",
        message = "spec.database.scylla.peerRegions: datacenterName is immutable, and cannot be given"
                + " or taken away later; put the old value back")
public record ScyllaPeerSpec(
        @JsonPropertyDescription(
                "Name of the datacentre as its nodes report it. Default: made from the Region." + " Immutable.")
        @Pattern(Limits.DATACENTER)
        @Size(min = 1, max = Limits.DATACENTER_MAX)
        String datacenterName,

        @JsonPropertyDescription(
                "Copies of each row in that datacentre. Default: 2. Can be changed, at the cost of a" + " repair.")
        @Default("2")
        @Min(1)
        @Max(9)
        Integer replicationFactor,

        @JsonPropertyDescription("Addresses of nodes there, for first contact. Can be changed.") @Size(max = 3)
        List<@Pattern("^[0-9A-Fa-f.:]+$") @Size(min = 2, max = 45) String> seeds,

        @JsonPropertyDescription("Address ranges of the nodes there, let through the security group. Can be changed.")
        @Size(max = 3)
        List<@Pattern("^[0-9A-Fa-f.:]+/[0-9]{1,3}$") @Size(min = 4, max = 49) String> cidrBlocks) {}
