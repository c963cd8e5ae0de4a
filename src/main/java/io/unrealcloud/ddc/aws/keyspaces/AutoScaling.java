package io.unrealcloud.ddc.aws.keyspaces;

/** Auto scaling of both sides of a provisioned table. */
public record AutoScaling(UnitScaling read, UnitScaling write) {
    public static final AutoScaling OFF = new AutoScaling(new UnitScaling.Off(), new UnitScaling.Off());
}
