package io.unrealcloud.ddc.sandbox.keyspaces.model;

/** What a replica specification says about one Region of a multi-Region table; the last two may be null. */
public record Replica(String region, Long readUnits, AutoScaling.Side readAutoScaling) {}
