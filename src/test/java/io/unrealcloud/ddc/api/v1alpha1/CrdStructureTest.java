package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Habits the whole schema keeps. */
class CrdStructureTest {

    private final List<String> complaints = new ArrayList<>();

    @Test
    void everyFieldIsBoundedAndDescribed() {
        walk("", GeneratedCrd.json().at("/spec/versions/0/schema/openAPIV3Schema"), false);
        assertThat(complaints).isEmpty();
    }

    private void walk(String path, JsonNode node, boolean inList) {
        switch (node.path("type").asText()) {
            case "string" -> string(path, node);
            case "array" -> {
                need(path, node, "maxItems");
                need(path, node, "x-kubernetes-list-type");
                walk(path + "[]", node.path("items"), true);
            }
            case "integer" -> {
                if (path.startsWith("spec")) {
                    need(path, node, "minimum");
                    need(path, node, "maximum");
                }
            }
            case "object" -> object(path, node, inList);
            case "boolean" -> {}
            default -> complaints.add(path + " has no type");
        }
        if (inList && node.has("default")) {
            complaints.add(path + " has a default inside a list, which GitOps tools see as a difference");
        }
    }

    private void string(String path, JsonNode node) {
        if (node.has("enum") || node.path("format").asText().equals("date-time")) {
            return;
        }
        need(path, node, "maxLength");
        if (path.startsWith("spec")) {
            need(path, node, "pattern");
        }
    }

    private void object(String path, JsonNode node, boolean inList) {
        if (node.path("additionalProperties").isObject()) {
            need(path, node, "maxProperties");
            walk(path + ".*", node.get("additionalProperties"), inList);
        } else if (!node.has("properties")
                && !node.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            complaints.add(path + " is an object of nothing; the API server would drop its content");
        }
        node.path("properties").properties().forEach(property -> {
            String child = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            need(child, property.getValue(), "description");
            walk(child, property.getValue(), inList);
        });
    }

    private void need(String path, JsonNode node, String key) {
        if (!node.has(key)) {
            complaints.add(path + " has no " + key);
        }
    }
}
