package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;

/** ScyllaDB as the database. */
@ApiPart
@ValidationRule(
        value = "has(self.nodes) != has(self.existing)",
        message = "spec.database.scylla: give exactly one of nodes and existing; nodes are run by the"
                + " operator, existing is a cluster of yours")
@ValidationRule(
        value = "has(self.nodes) == has(oldSelf.nodes)",
        message = "spec.database.scylla: nodes and existing cannot be exchanged on an existing"
                + " resource, the data would stay behind; put the old block back")
@ValidationRule(
        value = "self.enableCrossRegionReplication || !" + Rules.PEERS,
        message = "spec.database.scylla.peerRegions: need enableCrossRegionReplication: true; set it or"
                + " remove the peers")
@ValidationRule(
        value = "!" + Rules.PEERS + " || has(self.clusterName)",
        message = "spec.database.scylla.clusterName: is required with peerRegions; give the same name"
                + " in every Region")
@ValidationRule(
        value = "(has(self.currentRegion) && has(self.currentRegion.datacenterName) ?"
                + " self.currentRegion.datacenterName : '') == (has(oldSelf.currentRegion) &&"
                + " has(oldSelf.currentRegion.datacenterName) ? oldSelf.currentRegion.datacenterName :"
                + " '')",
        message = "spec.database.scylla.currentRegion.datacenterName: is immutable, a datacentre with"
                + " data cannot be renamed, and cannot be given or taken away later; put the old value"
                + " back")
@ValidationRule(
        value = "!" + Rules.PEERS + " || self.peerRegions.all(r, size(r) <= 25 && r.matches('" + Limits.REGION + "'))",
        message = "spec.database.scylla.peerRegions: each key must be an AWS Region such as us-west-2;"
                + " correct the key")
@ValidationRule(
        value = "!"
                + Rules.PEERS
                + " || self.peerRegions.all(a, !has(self.peerRegions[a].datacenterName) ||"
                + " ((!has(self.currentRegion) || !has(self.currentRegion.datacenterName) ||"
                + " self.currentRegion.datacenterName != self.peerRegions[a].datacenterName) &&"
                + " self.peerRegions.exists_one(b, has(self.peerRegions[b].datacenterName) &&"
                + " self.peerRegions[b].datacenterName == self.peerRegions[a].datacenterName)))",
        message = "spec.database.scylla.peerRegions: every Region needs a datacenterName of its own;"
                + " make the names differ")
@ValidationRule(
        value = "self.replicationFix != 'Ssm' || has(self.nodes)",
        message = "spec.database.scylla.replicationFix: Ssm reaches only nodes the operator runs; use"
                + " Cql with existing")
public record ScyllaSpec(
        @JsonPropertyDescription("The datacentre in this Region.")
        ScyllaRegionSpec currentRegion,

        @JsonPropertyDescription("The datacentres in other Regions, by Region. Default: none.")
        @Size(max = Limits.PEERS_MAX)
        Map<String, ScyllaPeerSpec> peerRegions,

        @JsonPropertyDescription("Whether the shared keyspace is replicated to peerRegions. Default: true.")
        @Default("true")
        Boolean enableCrossRegionReplication,

        @JsonPropertyDescription(
                "What the local keyspace's suffix is made from when none is given: region_suffix is ddc_"
                        + " and the Region, datacenter_suffix is ddc_ and the datacentre's name. Default:"
                        + " region_suffix. Immutable where it decides the suffix.")
        @Default("region_suffix")
        KeyspaceNamingStrategy keyspaceNamingStrategy,

        @JsonPropertyDescription(
                "Name of the Scylla cluster, equal in all its Regions; required with peerRegions. Default: the name"
                        + " of this resource. Immutable.")
        @Pattern("^[A-Za-z0-9][A-Za-z0-9_-]*$")
        @Size(min = 1, max = 48)
        String clusterName,

        @JsonPropertyDescription("The Region where DDC's garbage collection of refs runs. Default: the alphabetically"
                + " first of all Regions. Change it in all Regions together.")
        @Pattern(Limits.REGION)
        @Size(min = 9, max = Limits.REGION_MAX)
        String primaryRegion,

        @JsonPropertyDescription("How replication is corrected after the first start: Cql from the operator, Ssm by a"
                + " document on a node, for nodes the operator cannot reach. Default: Cql. Can be changed.")
        @Default("Cql")
        ReplicationFix replicationFix,

        @JsonPropertyDescription("Private DNS of the cluster. Default: none, DDC is given the nodes' addresses.")
        ScyllaDnsSpec dns,

        @JsonPropertyDescription(
                "Consent to bring up an empty database in place of a lost one: the cluster's name. Default:"
                        + " empty, no consent.")
        @Pattern("^([A-Za-z0-9][A-Za-z0-9_-]*)?$")
        @Size(max = 48)
        String acknowledgeDataLoss,

        @JsonPropertyDescription("EC2 nodes the operator runs. Exactly one of nodes and existing.")
        ScyllaNodesSpec nodes,

        @JsonPropertyDescription("A Scylla cluster that exists and that the operator does not own. Exactly"
                + " one of nodes"
                + " and existing.")
        ScyllaExistingSpec existing) {}
