package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** ScyllaDB as the database. */
@ApiPart
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
                "Name of the Scylla cluster, equal in all its Regions; required with peerRegions." + " Immutable.")
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
                "Consent to bring up an empty database in place of a lost one: the clusterName. Default:"
                        + " empty, no consent.")
        @Pattern("^([A-Za-z0-9][A-Za-z0-9_-]*)?$")
        @Size(max = 48)
        String acknowledgeDataLoss,

        @JsonPropertyDescription("EC2 nodes the operator runs. Exactly one of nodes and existing.")
        ScyllaNodesSpec nodes,

        @JsonPropertyDescription("A Scylla cluster that exists and that the operator does not own. Exactly one of nodes"
                + " and existing.")
        ScyllaExistingSpec existing) {}
