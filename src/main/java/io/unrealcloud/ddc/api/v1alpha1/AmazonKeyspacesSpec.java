package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Amazon Keyspaces as the database. */
@ApiPart
public record AmazonKeyspacesSpec(
        @JsonPropertyDescription("Capacity and recovery of the tables in this Region.")
        KeyspacesRegionSpec currentRegion,

        @JsonPropertyDescription(
                "Whether the shared keyspace is replicated to peerRegions. Default: false. Turning it on"
                        + " is one way: Amazon Keyspaces removes no Region from a keyspace.")
        @Default("false")
        Boolean enableCrossRegionReplication,

        @JsonPropertyDescription("The other Regions of the shared keyspace. Default: none. Regions can be added, at the"
                + " cost of copying the data and of every write in each Region; they cannot be removed.")
        @Size(max = Limits.PEERS_MAX)
        List<@Pattern(Limits.REGION) @Size(min = 9, max = Limits.REGION_MAX) String> peerRegions,

        @JsonPropertyDescription("The Region whose resource creates the shared keyspace and alone sets what the Regions"
                + " share; required with peerRegions and the same in every Region. Immutable.")
        @Pattern(Limits.REGION)
        @Size(min = 9, max = Limits.REGION_MAX)
        String primaryRegion,

        @JsonPropertyDescription("How DDC's gateway logs in. Default: with the pod's role.")
        KeyspacesCredentialsSpec credentials,

        @JsonPropertyDescription("Encryption of the tables at rest. Default: a key AWS owns.")
        EncryptionSpec encryption) {}
