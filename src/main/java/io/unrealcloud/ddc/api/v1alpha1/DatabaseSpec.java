package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** The database for DDC's metadata. */
@ApiPart
@ValidationRule(
        value = "has(self.amazonKeyspaces) || has(self.scylla)",
        message = "spec.database: no backend is given; give amazonKeyspaces or scylla, amazonKeyspaces:"
                + " {} is enough to begin with")
@ValidationRule(
        value = "!has(self.amazonKeyspaces) || !has(self.scylla) || has(self.migration)",
        message = "spec.database: give exactly one of amazonKeyspaces and scylla; both are allowed only"
                + " together with migration")
@ValidationRule(
        value = "!has(self.migration) || (has(self.amazonKeyspaces) && has(self.scylla))",
        message = "spec.database.migration: needs both amazonKeyspaces and scylla; give the missing"
                + " backend or remove migration")
@ValidationRule(
        value = "(has(oldSelf.amazonKeyspaces) || !has(self.amazonKeyspaces) || has(self.migration))"
                + " && (has(oldSelf.scylla) || !has(self.scylla) || has(self.migration))",
        message = "spec.database: a backend can be added to an existing resource only together with"
                + " migration; keep the old backend, add the new one and migration")
@ValidationRule(
        value = "!has(oldSelf.amazonKeyspaces) || has(self.amazonKeyspaces) ||"
                + " (has(oldSelf.migration) && oldSelf.migration.target == 'Scylla')",
        message = "spec.database.amazonKeyspaces: can be removed only after a migration whose target is"
                + " Scylla; declare that migration and wait for it to complete")
@ValidationRule(
        value = "!has(oldSelf.scylla) || has(self.scylla) || (has(oldSelf.migration) &&"
                + " oldSelf.migration.target == 'AmazonKeyspaces')",
        message = "spec.database.scylla: can be removed only after a migration whose target is"
                + " AmazonKeyspaces; declare that migration and wait for it to complete")
@ValidationRule(
        value = "!has(self.amazonKeyspaces) || !has(self.scylla) ||"
                + " (self.amazonKeyspaces.enableCrossRegionReplication && "
                + Rules.KEYSPACES_PEERS
                + ") == (self.scylla.enableCrossRegionReplication && "
                + Rules.SCYLLA_PEERS
                + ")",
        message = "spec.database.migration: both backends must replicate across Regions or neither;"
                + " give both the same peerRegions and enableCrossRegionReplication")
@ValidationRule(
        value = "!has(self.amazonKeyspaces) || !has(self.scylla) || !"
                + Rules.KEYSPACES_PEERS
                + " || !"
                + Rules.SCYLLA_PEERS
                + " || (size(self.amazonKeyspaces.peerRegions) == size(self.scylla.peerRegions) &&"
                + " self.amazonKeyspaces.peerRegions.all(r, r in self.scylla.peerRegions))",
        message =
                "spec.database.migration: both backends must have the same peerRegions; make the two" + " lists equal")
@ValidationRule(
        value = "(has(self.keyspace) ? self.keyspace.name : 'jupiter') == (has(oldSelf.keyspace) ?"
                + " oldSelf.keyspace.name : 'jupiter')",
        message =
                "spec.database.keyspace.name: is immutable, a keyspace cannot be renamed; put the old" + " value back")
@ValidationRule(
        value = "!has(self.keyspace) || !has(self.keyspace.localSuffix) || !has(self.scylla) ||"
                + " !has(self.scylla.currentRegion) || !has(self.scylla.currentRegion.keyspaceSuffix)"
                + " || self.scylla.currentRegion.keyspaceSuffix == self.keyspace.localSuffix",
        message = "spec.database.scylla.currentRegion.keyspaceSuffix: must equal keyspace.localSuffix"
                + " where both are given; remove one of them")
@ValidationRule(
        value = "(has(self.schema) ? self.schema.profile : 'Jupiter') == (has(oldSelf.schema) ?"
                + " oldSelf.schema.profile : 'Jupiter')",
        message = "spec.database.schema.profile: is immutable; put the old value back")
@ValidationRule(
        value = Rules.NOT_TERRAFORM
                + " || !has(self.amazonKeyspaces) || !"
                + Rules.KEYSPACES_PEERS
                + " || "
                + Rules.NAME_LENGTH
                + " <= 31",
        message = "spec.database.keyspace.name: must not be longer than 31 characters with profile"
                + " TerraformModule and peerRegions, which add the keyspace <name>_local_ddc_global;"
                + " shorten it")
@ValidationRule(
        value = Rules.NOT_TERRAFORM
                + " || ((!has(self.keyspace) || !has(self.keyspace.localSuffix) ||"
                + " self.keyspace.localSuffix != 'ddc_global') && (!has(self.scylla) ||"
                + " !has(self.scylla.currentRegion) || !has(self.scylla.currentRegion.keyspaceSuffix)"
                + " || self.scylla.currentRegion.keyspaceSuffix != 'ddc_global'))",
        message = "spec.database.keyspace.localSuffix: ddc_global is taken by the shared keyspace of"
                + " profile TerraformModule; choose another suffix")
public record DatabaseSpec(
        @JsonPropertyDescription("Names of DDC's keyspaces, the same on every backend. Immutable.")
        KeyspaceSpec keyspace,

        @JsonPropertyDescription("Which tables are created. Immutable.")
        SchemaSpec schema,

        @JsonPropertyDescription(
                "Amazon Keyspaces as the database. May be added to or removed from an existing resource"
                        + " only as part of a migration.")
        AmazonKeyspacesSpec amazonKeyspaces,

        @JsonPropertyDescription(
                "ScyllaDB as the database, on EC2 nodes of the operator or a cluster that exists. May be"
                        + " added to or removed from an existing resource only as part of a migration.")
        ScyllaSpec scylla,

        @JsonPropertyDescription("Moves DDC from one backend to the other. Both backends must be given while this is"
                + " present, and only then.")
        MigrationSpec migration,

        @JsonPropertyDescription("Objects in AWS that another owner left and that this resource shall take over.")
        AdoptSpec adopt) {}
