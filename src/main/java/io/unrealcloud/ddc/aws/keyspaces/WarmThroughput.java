package io.unrealcloud.ddc.aws.keyspaces;

/** Throughput a table can take at once without being scaled first, in units per second. Raising it is charged once. */
public record WarmThroughput(long readUnitsPerSecond, long writeUnitsPerSecond) {}
