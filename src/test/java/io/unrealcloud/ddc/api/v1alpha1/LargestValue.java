package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes the longest value a schema accepts: every field present, every list full, every text at its limit. */
final class LargestValue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private LargestValue() {}

    static ObjectNode of(JsonNode schema) {
        return (ObjectNode) value(schema, 0);
    }

    /** @param index place in the nearest list, which makes keys unique there */
    private static JsonNode value(JsonNode schema, int index) {
        return switch (schema.path("type").asText()) {
            case "string" -> JSON.textNode(text(schema, index));
            case "integer" -> JSON.numberNode(Integer.MAX_VALUE);
            case "boolean" -> JSON.booleanNode(false);
            case "array" -> list(schema);
            case "object" -> object(schema, index);
            default -> throw new IllegalArgumentException("No largest value for " + schema);
        };
    }

    private static ObjectNode object(JsonNode schema, int index) {
        ObjectNode object = JSON.objectNode();
        schema.path("properties")
                .properties()
                .forEach(property -> object.set(property.getKey(), value(property.getValue(), index)));
        return object;
    }

    private static ArrayNode list(JsonNode schema) {
        ArrayNode list = JSON.arrayNode();
        for (int index = 0; index < schema.path("maxItems").intValue(); index++) {
            list.add(value(schema.path("items"), index));
        }
        return list;
    }

    private static String text(JsonNode schema, int index) {
        if (schema.path("format").asText().equals("date-time")) {
            return "2026-11-23T10:11:12.123456Z";
        }
        if (schema.has("enum")) {
            return schema.get("enum").get(index % schema.get("enum").size()).asText();
        }
        int length = schema.path("maxLength").intValue();
        return "X".repeat(length - 1) + (char) ('A' + index % 26 + (index / 26) * ('a' - 'A'));
    }
}
