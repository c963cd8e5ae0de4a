package io.unrealcloud.ddc.schema;

/** The order of rows in a partition by one clustering column. */
public enum SortOrder {
    ASC,
    DESC
}
