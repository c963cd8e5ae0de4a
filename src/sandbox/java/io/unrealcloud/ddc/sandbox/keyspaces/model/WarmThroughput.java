package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** Units a second a table can serve at once. The defaults are those of a new on-demand table. */
public record WarmThroughput(long readUnitsPerSecond, long writeUnitsPerSecond) {

    public static final WarmThroughput DEFAULT = new WarmThroughput(12_000, 4_000);
}
