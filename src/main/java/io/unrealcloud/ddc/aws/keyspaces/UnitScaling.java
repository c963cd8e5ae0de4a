package io.unrealcloud.ddc.aws.keyspaces;

import java.time.Duration;

/** Auto scaling of the read or the write side of a provisioned table. */
public sealed interface UnitScaling {
    record Off() implements UnitScaling {}

    /**
     * Keeps used units at a share of provisioned units.
     *
     * @param targetPercent 20 to 90
     * @param scaleInDisabled whether capacity only ever grows
     */
    record TargetTracking(
            long minimumUnits,
            long maximumUnits,
            double targetPercent,
            boolean scaleInDisabled,
            Duration scaleInCooldown,
            Duration scaleOutCooldown)
            implements UnitScaling {}
}
