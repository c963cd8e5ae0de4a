package io.unrealcloud.ddc.schema;

import java.util.Optional;

/**
 * What a person wants to know about a table: what it is for, which release of DDC brought it, and, where rows
 * may expire, why.
 */
public record TableNotes(String purpose, String introducedIn, Optional<String> ttlReason) {}
