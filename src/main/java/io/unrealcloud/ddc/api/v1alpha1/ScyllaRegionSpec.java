package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The Scylla datacentre in this Region. */
@ApiPart
@ValidationRule(
        value = "self.replicationFactor <= self.nodeCount",
        message = "spec.database.scylla.currentRegion.replicationFactor: must not be greater than"
                + " nodeCount; lower it or add nodes")
public record ScyllaRegionSpec(
        @JsonPropertyDescription(
                "Name of the datacentre as the nodes report it. Default: made from the Region." + " Immutable.")
        @Pattern(Limits.DATACENTER)
        @Size(min = 1, max = Limits.DATACENTER_MAX)
        String datacenterName,

        @JsonPropertyDescription("Suffix of the local keyspace; the same value as"
                + " database.keyspace.localSuffix, either"
                + " may be given. Immutable.")
        @Pattern(Limits.CQL_SUFFIX)
        @Size(min = 1, max = Limits.CQL_NAME_MAX)
        String keyspaceSuffix,

        @JsonPropertyDescription(
                "Copies of each row in this datacentre, at most nodeCount. Default: 3. Can be changed, at"
                        + " the cost of a repair.")
        @Default("3")
        @Min(1)
        @Max(9)
        Integer replicationFactor,

        @JsonPropertyDescription(
                "Nodes in this datacentre. Default: 3. Can be changed; a node leaves only after its data"
                        + " has moved.")
        @Default("3")
        @Min(1)
        @Max(24)
        Integer nodeCount) {}
