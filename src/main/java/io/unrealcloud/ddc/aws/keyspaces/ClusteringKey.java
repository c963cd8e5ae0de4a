package io.unrealcloud.ddc.aws.keyspaces;

/** A clustering column and its order on disk. */
public record ClusteringKey(String name, Order order) {
    public enum Order {
        ASC,
        DESC
    }
}
