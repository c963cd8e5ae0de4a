package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Amazon Keyspaces as the database. */
@ApiPart
@ValidationRule(
        value = "!" + Rules.PEERS + " || self.enableCrossRegionReplication",
        message = "spec.database.amazonKeyspaces.peerRegions: need enableCrossRegionReplication: true;"
                + " set it or remove the peers")
@ValidationRule(
        value = "!self.enableCrossRegionReplication || " + Rules.PEERS,
        message = "spec.database.amazonKeyspaces.enableCrossRegionReplication: needs at least one of"
                + " peerRegions; name the other Regions or set it to false")
@ValidationRule(
        value = "!has(oldSelf.peerRegions) || size(oldSelf.peerRegions) == 0 ||"
                + " (has(self.peerRegions) && oldSelf.peerRegions.all(r, r in self.peerRegions))",
        message = "spec.database.amazonKeyspaces.peerRegions: Regions can be added but not removed,"
                + " Amazon Keyspaces cannot take a Region from a keyspace; put the missing Region back")
@ValidationRule(
        value = "!" + Rules.PEERS + " || has(self.primaryRegion)",
        message = "spec.database.amazonKeyspaces.primaryRegion: is required with peerRegions; name the"
                + " Region whose resource creates the shared keyspace, the same in every Region")
@ValidationRule(
        value = "!has(oldSelf.primaryRegion) || (has(self.primaryRegion) && self.primaryRegion =="
                + " oldSelf.primaryRegion)",
        message = "spec.database.amazonKeyspaces.primaryRegion: is immutable once set; put the old" + " value back")
@ValidationRule(
        value = "!"
                + Rules.PEERS
                + " || !has(self.currentRegion) || self.currentRegion.billingMode != 'PROVISIONED' ||"
                + " (has(self.currentRegion.autoScaling) && has(self.currentRegion.autoScaling.read) &&"
                + " has(self.currentRegion.autoScaling.write))",
        message = "spec.database.amazonKeyspaces.currentRegion: billingMode PROVISIONED with"
                + " peerRegions needs autoScaling.read and autoScaling.write; add them or use"
                + " PAY_PER_REQUEST")
@ValidationRule(
        value = "!" + Rules.PEERS + " || !has(self.encryption) || self.encryption.type != 'CUSTOMER_MANAGED_KMS_KEY'",
        message = "spec.database.amazonKeyspaces.encryption: Amazon Keyspaces takes no customer managed"
                + " key with peerRegions; use AWS_OWNED_KMS_KEY or remove the peers")
public record AmazonKeyspacesSpec(
        @JsonPropertyDescription("Capacity and recovery of the tables in this Region.")
        KeyspacesRegionSpec currentRegion,

        @JsonPropertyDescription(
                "Whether the shared keyspace is replicated to peerRegions. Default: false. Turning it on"
                        + " is one way: Amazon Keyspaces removes no Region from a keyspace.")
        @Default("false")
        Boolean enableCrossRegionReplication,

        @JsonPropertyDescription("The other Regions of the shared keyspace. Default: none. Regions can be"
                + " added, at the"
                + " cost of copying the data and of every write in each Region; they cannot be removed.")
        @Size(max = Limits.PEERS_MAX)
        List<@Pattern(Limits.REGION) @Size(min = 9, max = Limits.REGION_MAX) String> peerRegions,

        @JsonPropertyDescription("The Region whose resource creates the shared keyspace and alone sets"
                + " what the Regions"
                + " share; required with peerRegions and the same in every Region. Immutable.")
        @Pattern(Limits.REGION)
        @Size(min = 9, max = Limits.REGION_MAX)
        String primaryRegion,

        @JsonPropertyDescription("How DDC's gateway logs in. Default: with the pod's role.")
        KeyspacesCredentialsSpec credentials,

        @JsonPropertyDescription("Encryption of the tables at rest. Default: a key AWS owns.")
        EncryptionSpec encryption,

        @JsonPropertyDescription("Keyspaces and tables (keyspace.table) that were lost and may be made again empty. A"
                + " table that has existed and is gone is otherwise not made again, because its data may still be"
                + " restorable. Default: none. Remove an entry once it has served.")
        @Size(max = 8)
        List<
                        @Pattern("^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$")
                        @Size(min = 1, max = 2 * Limits.KEYSPACE_NAME_MAX + 1) String>
                acknowledgeDataLoss) {}
