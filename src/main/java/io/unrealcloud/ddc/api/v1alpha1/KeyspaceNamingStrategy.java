package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the suffix of the local keyspace is made from when none is given. */
public enum KeyspaceNamingStrategy {
    /** {@code ddc_} and the Region. */
    @JsonProperty("region_suffix")
    REGION_SUFFIX,
    /** {@code ddc_} and the datacentre's name. */
    @JsonProperty("datacenter_suffix")
    DATACENTER_SUFFIX
}
