package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What would keep a resource that an earlier release accepted from being accepted, or from meaning the same,
 * under a later one. Patterns and CEL rules are not compared: nothing tells a looser one from a stricter one.
 */
final class CrdCompatibility {

    private static final List<String> UPPER_BOUNDS = List.of("maximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> LOWER_BOUNDS = List.of("minimum", "minLength", "minItems", "minProperties");

    private final List<String> breaks = new ArrayList<>();

    private CrdCompatibility() {}

    /** @return one sentence for each break, in the order of the schema; empty when compatible */
    static List<String> breaks(JsonNode released, JsonNode current) {
        var check = new CrdCompatibility();
        for (JsonNode version : released.at("/spec/versions")) {
            String name = version.path("name").asText();
            JsonNode counterpart = version(current, name);
            if (counterpart == null) {
                check.breaks.add("version " + name + " was removed");
            } else if (version.path("served").asBoolean()
                    && !counterpart.path("served").asBoolean()) {
                check.breaks.add("version " + name + " is no longer served");
            } else {
                check.compare("", version.at("/schema/openAPIV3Schema"), counterpart.at("/schema/openAPIV3Schema"));
            }
        }
        return check.breaks;
    }

    private static JsonNode version(JsonNode crd, String name) {
        for (JsonNode version : crd.at("/spec/versions")) {
            if (version.path("name").asText().equals(name)) {
                return version;
            }
        }
        return null;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        same(path, "type", before, after);
        same(path, "format", before, after);
        same(path, "default", before, after);
        same(path, "x-kubernetes-list-type", before, after);
        same(path, "x-kubernetes-list-map-keys", before, after);
        if (before.path("x-kubernetes-preserve-unknown-fields").asBoolean()
                && !after.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            breaks.add(path + " no longer keeps unknown fields");
        }
        required(path, before, after);
        values(path, before, after);
        UPPER_BOUNDS.forEach(bound -> bound(path, bound, before, after, 1));
        LOWER_BOUNDS.forEach(bound -> bound(path, bound, before, after, -1));
        before.path("properties").properties().forEach(property -> {
            String child = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            descend(child, property.getValue(), after.path("properties").path(property.getKey()));
        });
        if (before.has("items")) {
            descend(path + "[]", before.get("items"), after.path("items"));
        }
        if (before.path("additionalProperties").isObject()) {
            descend(path + ".*", before.get("additionalProperties"), after.path("additionalProperties"));
        }
    }

    private void descend(String path, JsonNode before, JsonNode after) {
        if (after.isMissingNode()) {
            breaks.add(path + " was removed");
        } else {
            compare(path, before, after);
        }
    }

    private void same(String path, String key, JsonNode before, JsonNode after) {
        if (!before.path(key).equals(after.path(key))) {
            breaks.add("%s has another %s: %s became %s"
                    .formatted(path, key, shown(before.path(key)), shown(after.path(key))));
        }
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "none" : node.toString();
    }

    private void required(String path, JsonNode before, JsonNode after) {
        Set<String> known = texts(before.path("required"));
        for (JsonNode field : after.path("required")) {
            if (!known.contains(field.asText())) {
                breaks.add("%s now requires %s".formatted(path, field.asText()));
            }
        }
    }

    private void values(String path, JsonNode before, JsonNode after) {
        if (!before.has("enum")) {
            if (after.has("enum")) {
                breaks.add(path + " now takes only certain values");
            }
            return;
        }
        Set<String> left = texts(after.path("enum"));
        for (JsonNode value : before.get("enum")) {
            if (after.has("enum") && !left.contains(value.asText())) {
                breaks.add("%s no longer takes the value %s".formatted(path, value.asText()));
            }
        }
    }

    /** @param direction 1 for a bound that may only grow, -1 for one that may only shrink */
    private void bound(String path, String key, JsonNode before, JsonNode after, int direction) {
        if (!after.has(key)) {
            return;
        }
        if (!before.has(key)) {
            breaks.add("%s has a new %s of %s".formatted(path, key, after.get(key)));
        } else if (direction
                        * Long.compare(after.get(key).asLong(), before.get(key).asLong())
                < 0) {
            breaks.add("%s has a tighter %s: %s became %s".formatted(path, key, before.get(key), after.get(key)));
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
