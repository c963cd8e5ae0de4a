package io.unrealcloud.ddc.sandbox.keyspaces.model;

/**
 * How a table pays for throughput.
 *
 * @param readUnits  null unless provisioned
 * @param writeUnits null unless provisioned
 */
public record Capacity(ThroughputMode mode, Long readUnits, Long writeUnits) {

    public enum ThroughputMode {
        PAY_PER_REQUEST,
        PROVISIONED
    }

    public static final Capacity ON_DEMAND = new Capacity(ThroughputMode.PAY_PER_REQUEST, null, null);

    public static Capacity provisioned(long readUnits, long writeUnits) {
        return new Capacity(ThroughputMode.PROVISIONED, readUnits, writeUnits);
    }

    public boolean onDemand() {
        return mode == ThroughputMode.PAY_PER_REQUEST;
    }
}
