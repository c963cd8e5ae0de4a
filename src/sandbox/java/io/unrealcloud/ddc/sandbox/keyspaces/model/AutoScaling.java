package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** Auto scaling of a provisioned table; either side may be null (not set). */
public record AutoScaling(Side write, Side read) {

    public static final AutoScaling NONE = new AutoScaling(null, null);

    /**
     * One side.
     *
     * @param disabled    true switches scaling of this side off
     * @param targetValue per cent of use aimed at, 20 to 90
     */
    public record Side(boolean disabled, Long minimumUnits, Long maximumUnits, TargetTracking policy) {}

    /** @param scaleInCooldown seconds */
    public record TargetTracking(
            double targetValue, Boolean disableScaleIn, Integer scaleInCooldown, Integer scaleOutCooldown) {}
}
