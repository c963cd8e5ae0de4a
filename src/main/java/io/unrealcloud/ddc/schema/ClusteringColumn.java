package io.unrealcloud.ddc.schema;

/** One clustering column of a primary key and the order its rows are stored in. */
public record ClusteringColumn(CqlIdentifier column, SortOrder order) {

    public static ClusteringColumn of(String column, SortOrder order) {
        return new ClusteringColumn(CqlIdentifier.of(column), order);
    }

    @Override
    public String toString() {
        return column + " " + order;
    }
}
