package io.unrealcloud.ddc.aws.keyspaces;

/** How throughput of a table is paid for. */
public sealed interface Capacity {
    /** {@code PAY_PER_REQUEST}, the service's default. */
    record OnDemand() implements Capacity {}

    /** {@code PROVISIONED}: units per second. */
    record Provisioned(long readUnits, long writeUnits) implements Capacity {}

    /** A mode newer than this operator; only ever read. */
    record Other(String mode) implements Capacity {}
}
