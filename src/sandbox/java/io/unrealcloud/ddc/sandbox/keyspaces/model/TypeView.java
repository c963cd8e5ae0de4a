package io.unrealcloud.ddc.sandbox.keyspaces.model;

import java.time.Instant;
import java.util.List;

/** A user-defined type as seen at one moment. Its name is in the form the service stores: unquoted, as it counts. */
public record TypeView(
        Scope at,
        String keyspace,
        String name,
        Status status,
        List<Column> fields,
        Instant lastModified,
        List<String> directReferringTables,
        List<String> directParentTypes,
        int maxNestingDepth) {}
