package io.unrealcloud.ddc.aws.keyspaces;

import java.util.Optional;
import java.util.OptionalLong;

/** What one Region of a provisioned multi-Region table has different; write capacity is common to all Regions. */
public record ReplicaSettings(String region, OptionalLong readUnits, Optional<UnitScaling> readScaling) {}
