package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How replication of a Scylla keyspace is corrected. */
public enum ReplicationFix {
    /** By CQL from the operator. */
    @JsonProperty("Cql")
    CQL,
    /** By an SSM document on a node, where the operator has no CQL route. */
    @JsonProperty("Ssm")
    SSM
}
