package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A restore to a point in time; every override and the moment (null: now) may be null. */
public record RestoreRequest(
        String sourceKeyspace,
        String sourceTable,
        String targetKeyspace,
        String targetTable,
        Instant moment,
        Capacity capacity,
        Encryption encryption,
        Boolean pointInTimeRecovery,
        Map<String, String> tags,
        AutoScaling autoScaling,
        List<Replica> replicas) {}
