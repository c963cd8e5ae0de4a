package io.unrealcloud.ddc.schema.live;

/** What a difference means for DDC, from nothing to the worst. */
public enum Severity {
    /** DDC works beside it: something extra. */
    HARMLESS,
    /** DDC does not work until it is mended, and adding mends it without touching a row. */
    MENDABLE,
    /** DDC does not work, and only a new table or type would mend it, which loses or moves rows. */
    INCOMPATIBLE
}
