package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Capacity and recovery of Amazon Keyspaces tables in this Region. */
@ApiPart
public record KeyspacesRegionSpec(
        @JsonPropertyDescription("PAY_PER_REQUEST bills each request, PROVISIONED bills capacity by the hour. Default:"
                + " PAY_PER_REQUEST. Can be changed; AWS limits how often a table may go back to"
                + " PAY_PER_REQUEST.")
        @Default("PAY_PER_REQUEST")
        BillingMode billingMode,

        @JsonPropertyDescription("Whether tables can be restored to any second of the last 35 days, billed by size."
                + " Default: false. Can be changed; turning it off ends the history.")
        @Default("false")
        Boolean pointInTimeRecovery,

        @JsonPropertyDescription("Capacity of each table under PROVISIONED; the starting point where autoScaling is on."
                + " Can be changed; AWS limits how often a day it may be lowered.")
        ProvisionedSpec provisioned,

        @JsonPropertyDescription("Scaling of each table's capacity under PROVISIONED; required there with peerRegions."
                + " Can be changed.")
        AutoScalingSpec autoScaling,

        @JsonPropertyDescription("Throughput each table is warmed up for, ahead of a peak. A one-off charge for each"
                + " increase; it is not paid back when lowered.")
        WarmThroughputSpec warmThroughput) {}
