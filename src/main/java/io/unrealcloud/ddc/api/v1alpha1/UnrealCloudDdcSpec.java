package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** What the studio wants. */
@ApiPart
@ValidationRule(
        value = "self.region == oldSelf.region",
        message = "spec.region: is immutable; make a new resource for the other Region")
@ValidationRule(
        value = "(has(self.siteName) ? self.siteName : self.region) == (has(oldSelf.siteName) ?"
                + " oldSelf.siteName : oldSelf.region)",
        message = "spec.siteName: is immutable, other sites know DDC by it; put the old value back")
@ValidationRule(
        value = "self.cluster.name == oldSelf.cluster.name",
        message = "spec.cluster.name: is immutable; make a new resource on the other cluster")
@ValidationRule(
        value = Rules.SUFFIX + " == " + Rules.OLD_SUFFIX,
        message = "spec.database.keyspace.localSuffix: is immutable, it names the local keyspace, also"
                + " where it comes from scylla.currentRegion.keyspaceSuffix or keyspaceNamingStrategy;"
                + " put the old value back")
@ValidationRule(
        value = "size(" + Rules.NAME + ") + 7 + size(" + Rules.SUFFIX + ") <= 48",
        message = "spec.database.keyspace: <name>_local_<localSuffix> must not be longer than 48"
                + " characters; shorten name or localSuffix")
@ValidationRule(
        value = "!" + Rules.SPEC_KEYSPACES_PEERS + " || !(self.region in self.database.amazonKeyspaces.peerRegions)",
        message = "spec.database.amazonKeyspaces.peerRegions: must not contain spec.region itself; name"
                + " only the other Regions")
@ValidationRule(
        value = "!" + Rules.SPEC_SCYLLA_PEERS + " || !(self.region in self.database.scylla.peerRegions)",
        message = "spec.database.scylla.peerRegions: must not contain spec.region itself; name only the"
                + " other Regions")
@ValidationRule(
        value = "!has(self.database.amazonKeyspaces) ||"
                + " !has(self.database.amazonKeyspaces.primaryRegion) ||"
                + " self.database.amazonKeyspaces.primaryRegion == self.region || ("
                + Rules.SPEC_KEYSPACES_PEERS
                + " && self.database.amazonKeyspaces.primaryRegion in"
                + " self.database.amazonKeyspaces.peerRegions)",
        message = "spec.database.amazonKeyspaces.primaryRegion: must be spec.region or one of"
                + " peerRegions; correct it or add the peer")
@ValidationRule(
        value = "!has(self.database.scylla) || !has(self.database.scylla.primaryRegion) ||"
                + " self.database.scylla.primaryRegion == self.region || ("
                + Rules.SPEC_SCYLLA_PEERS
                + " && self.database.scylla.primaryRegion in self.database.scylla.peerRegions)",
        message = "spec.database.scylla.primaryRegion: must be spec.region or one of peerRegions;"
                + " correct it or add the peer")
@ValidationRule(
        value = "!"
                + Rules.SPEC_KEYSPACES_PEERS
                + " || !has(oldSelf.database.amazonKeyspaces) ||"
                + " (has(oldSelf.database.amazonKeyspaces.peerRegions) &&"
                + " size(oldSelf.database.amazonKeyspaces.peerRegions) > 0) ||"
                + " !has(self.database.amazonKeyspaces.primaryRegion) ||"
                + " self.database.amazonKeyspaces.primaryRegion == self.region",
        message = "spec.database.amazonKeyspaces.primaryRegion: must be spec.region when peers are"
                + " added to a keyspace that exists here; make this Region the primary")
@ValidationRule(
        value = "!"
                + Rules.SPEC_KEYSPACES_PEERS
                + " || (!self.region.matches("
                + Rules.OTHER_PARTITION
                + ") && !self.database.amazonKeyspaces.peerRegions.exists(r, r.matches("
                + Rules.OTHER_PARTITION
                + ")))",
        message = "spec.database.amazonKeyspaces.peerRegions: Amazon Keyspaces replicates between"
                + " commercial Regions only; remove the Regions of China, GovCloud and other partitions")
@ValidationRule(
        value = "!has(self.database.amazonKeyspaces) ||"
                + " !has(self.database.amazonKeyspaces.encryption) ||"
                + " !has(self.database.amazonKeyspaces.encryption.kmsKeyArn) ||"
                + " self.database.amazonKeyspaces.encryption.kmsKeyArn.contains(':kms:' + self.region +"
                + " ':')",
        message = "spec.database.amazonKeyspaces.encryption.kmsKeyArn: must be a key of spec.region;"
                + " give the ARN of a key there")
@ValidationRule(
        value = "!has(self.application) || (has(self.storage) && has(self.storage.s3))",
        message = "spec.storage.s3: DDC needs a bucket for its blobs; name one, or remove spec.application")
public record UnrealCloudDdcSpec(
        @JsonPropertyDescription("AWS Region this DDC and its database live in, such as us-east-1. Immutable.")
        @Required
        @Pattern(Limits.REGION)
        @Size(min = 9, max = Limits.REGION_MAX)
        String region,

        @JsonPropertyDescription("DDC's name for this site, unique among all sites that replicate with each other."
                + " Default: the Region. Immutable.")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9_.-]*$")
        @Size(min = 1, max = 63)
        String siteName,

        @JsonPropertyDescription("The EKS cluster DDC runs on. Immutable.") @Required
        ClusterSpec cluster,

        @JsonPropertyDescription("Manage: create, change and heal. Plan: write the steps to status.plan and touch"
                + " nothing, also when the resource is deleted. Default: Manage. Can be changed at any time.")
        @Default("Manage")
        ManagementPolicy managementPolicy,

        @JsonPropertyDescription("What happens to the database when this resource is deleted. Retain"
                + " leaves it in AWS;"
                + " Delete destroys it and the metadata of every cached object, once deletionConfirmation names"
                + " this resource. Default: Retain. Can be changed at any time, also during deletion.")
        @Default("Retain")
        DeletionPolicy deletionPolicy,

        @JsonPropertyDescription("Second consent for deletionPolicy Delete: the name of this resource,"
                + " given before or"
                + " after the delete request. Default: empty, no consent.")
        @Pattern("^([a-z]([-a-z0-9]*[a-z0-9])?)?$")
        @Size(max = 52)
        String deletionConfirmation,

        @JsonPropertyDescription("The database for DDC's metadata: Amazon Keyspaces or ScyllaDB; both only while a"
                + " migration is declared.")
        @Required
        DatabaseSpec database,

        @JsonPropertyDescription("Where DDC keeps its blobs.")
        StorageSpec storage,

        @JsonPropertyDescription("The IAM role of DDC's pods. Default: a role made by the operator.")
        IdentitySpec identity,

        @JsonPropertyDescription("DDC itself. Default: none; the operator stops at database, identity and a ConfigMap"
                + " that says how to reach them.")
        ApplicationSpec application,

        @JsonPropertyDescription("The proof that DDC serves.")
        VerificationSpec verification) {}
