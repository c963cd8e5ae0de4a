package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;

/** Capacity and recovery of Amazon Keyspaces tables in this Region. */
@ApiPart
@ValidationRule(
        value = "self.billingMode != 'PROVISIONED' || has(self.provisioned) || (has(self.autoScaling)"
                + " && has(self.autoScaling.read) && has(self.autoScaling.write))",
        message = "spec.database.amazonKeyspaces.currentRegion: billingMode PROVISIONED needs"
                + " provisioned, or autoScaling with read and write; say how much capacity a table gets")
@ValidationRule(
        value = "self.billingMode != 'PAY_PER_REQUEST' || !has(self.provisioned)",
        message = "spec.database.amazonKeyspaces.currentRegion: provisioned is not used under"
                + " billingMode PAY_PER_REQUEST; remove it or set billingMode to PROVISIONED")
@ValidationRule(
        value = "self.billingMode != 'PAY_PER_REQUEST' || !has(self.autoScaling)",
        message = "spec.database.amazonKeyspaces.currentRegion: autoScaling is not possible under"
                + " billingMode PAY_PER_REQUEST; remove it or set billingMode to PROVISIONED")
public record KeyspacesRegionSpec(
        @JsonPropertyDescription("PAY_PER_REQUEST bills each request, PROVISIONED bills capacity by the"
                + " hour. Default:"
                + " PAY_PER_REQUEST. Can be changed; AWS limits how often a table may go back to"
                + " PAY_PER_REQUEST.")
        @Default("PAY_PER_REQUEST")
        BillingMode billingMode,

        @JsonPropertyDescription("Whether tables can be restored to any second of the last 35 days, billed by size."
                + " Default: false. Can be changed; turning it off ends the history.")
        @Default("false")
        Boolean pointInTimeRecovery,

        @JsonPropertyDescription("Capacity of each table under PROVISIONED; the starting point where"
                + " autoScaling is on."
                + " Can be changed; AWS limits how often a day it may be lowered.")
        ProvisionedSpec provisioned,

        @JsonPropertyDescription("Scaling of each table's capacity under PROVISIONED; required there with"
                + " peerRegions."
                + " Can be changed.")
        AutoScalingSpec autoScaling,

        @JsonPropertyDescription("Throughput each table is warmed up for, ahead of a peak. A one-off charge for each"
                + " increase; it is not paid back when lowered.")
        WarmThroughputSpec warmThroughput) {}
