package io.unrealcloud.ddc.sandbox.keyspaces.model;

public record ClusteringColumn(String name, SortOrder order) {

    public enum SortOrder {
        ASC,
        DESC
    }
}
