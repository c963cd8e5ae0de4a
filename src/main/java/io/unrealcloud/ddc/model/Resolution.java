package io.unrealcloud.ddc.model;

/** What became of a spec. */
public sealed interface Resolution {

    /** It can be acted on. */
    record Resolved(DdcModel model) implements Resolution {}

    /** It cannot: why, and what to change, in one or two sentences. */
    record Rejected(Reason reason, String message) implements Resolution {}
}
