package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn;
import io.unrealcloud.ddc.sandbox.keyspaces.model.ClusteringColumn.SortOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What stands after WITH.
 *
 * @param values by name in lower case
 * @param clusteringOrder empty if not given
 * @param ownText the same without what only the service knows, for Cassandra's parser; empty if nothing is left
 */
record Properties(Map<String, Object> values, List<ClusteringColumn> clusteringOrder, String ownText) {
    private static final Set<String> OF_THE_SERVICE = Set.of("custom_properties", "tags", "client_side_timestamps");

    static final Properties NONE = new Properties(Map.of(), List.of(), "");

    /** Reads to the end of the statement; the word WITH has been taken. */
    static Properties read(TokenReader in, String text) {
        Map<String, Object> values = new LinkedHashMap<>();
        List<ClusteringColumn> order = new ArrayList<>();
        List<String> own = new ArrayList<>();
        do {
            int start = in.peek().start();
            String name = "";
            if (in.take("CLUSTERING", "ORDER", "BY")) {
                order.addAll(clusteringOrder(in));
            } else if (in.peek().isWord("COMPACT")) {
                throw CqlRefusal.notSupported("COMPACT STORAGE");
            } else {
                name = in.name();
                in.symbol("=");
                if (values.put(name, PropertyReader.value(in)) != null) {
                    throw CqlRefusal.syntax("Multiple definition for property '" + name + "'");
                }
            }
            if (!OF_THE_SERVICE.contains(name)) {
                int end = in.atEnd() ? text.length() : in.peek().start();
                own.add(stripSemicolon(text.substring(start, end)));
            }
        } while (in.take("AND"));
        in.end();
        return new Properties(values, order, String.join(" AND ", own));
    }

    private static String stripSemicolon(String text) {
        String stripped = text.strip();
        return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    private static List<ClusteringColumn> clusteringOrder(TokenReader in) {
        List<ClusteringColumn> columns = new ArrayList<>();
        in.symbol("(");
        do {
            String name = in.name();
            boolean descending = in.take("DESC");
            if (!descending) {
                in.take("ASC");
            }
            columns.add(new ClusteringColumn(name, descending ? SortOrder.DESC : SortOrder.ASC));
        } while (in.takeSymbol(","));
        in.symbol(")");
        return columns;
    }
}
