package io.unrealcloud.ddc.sandbox.scylla.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A secondary index. ScyllaDB keeps each as a view named after it, and so does this; what it is the index of stands in
 * the view's comment.
 *
 * @param localTo the base table's partition key if the index is local, else empty
 * @param column the indexed column
 */
public record Index(String keyspace, String table, String name, List<String> localTo, String column) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MARK = "secondary index ";

    public Index {
        localTo = List.copyOf(localTo);
    }

    /** The index a view is, if it is one. */
    static Optional<Index> ofView(String keyspace, String table, String comment) {
        if (!comment.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            JsonNode read = JSON.readTree(comment.substring(MARK.length()));
            List<String> localTo = new ArrayList<>();
            read.get("localTo").forEach(column -> localTo.add(column.asText()));
            return Optional.of(new Index(
                    keyspace,
                    table,
                    read.get("name").asText(),
                    localTo,
                    read.get("column").asText()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The comment of a view on " + keyspace + "." + table + " is broken", e);
        }
    }

    public String view() {
        return name + "_index";
    }

    public String comment() {
        ObjectNode json = JSON.createObjectNode().put("name", name).put("column", column);
        localTo.forEach(json.putArray("localTo")::add);
        return MARK + json;
    }

    /** As {@code system_schema.indexes} shows it: the column's name, or for a local index a JSON object. */
    public String target() {
        if (localTo.isEmpty()) {
            return column;
        }
        ObjectNode json = JSON.createObjectNode();
        localTo.forEach(json.putArray("pk")::add);
        json.putArray("ck").add(column);
        return json.toString();
    }
}
