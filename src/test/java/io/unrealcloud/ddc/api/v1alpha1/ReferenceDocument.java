package io.unrealcloud.ddc.api.v1alpha1;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** docs/reference.md: a section for each object of the resource, with a row for each field and a line for each rule. */
final class ReferenceDocument {

    private static final String HEAD = """
        # Reference of UnrealCloudDdc

        Generated from the definition, which is generated from the Java types; after a change of these:
        `%s`. `kubectl explain ucddc.spec` says the same for the definition your cluster has.

        `ddc.unrealcloud.io/v1alpha1`, kind `UnrealCloudDdc`, short name `ucddc`, namespaced. **Bold** fields must be
        given. `[]` is an entry of a list, `{}` a value of a map. Rules are checked by the API server, when a resource is
        made and when it is changed.

        ## Annotations

        | annotation | does |
        |---|---|
        | `ddc.unrealcloud.io/paused: "true"` | the operator leaves the resource alone until it is removed |
        | `ddc.unrealcloud.io/reconcile-at` | a new value has everything read anew from AWS |
        | `ddc.unrealcloud.io/verify-at` | a new value has DDC verified now |
        | `ddc.unrealcloud.io/abandon` | lets a resource go at once, and leaves everything in AWS ([deletion](deletion.md)) |
        """.formatted(GeneratedCrd.COMMAND);

    private final StringBuilder text = new StringBuilder(HEAD);

    private ReferenceDocument() {}

    static String of(JsonNode schema) {
        ReferenceDocument document = new ReferenceDocument();
        Map<String, JsonNode> roots = new LinkedHashMap<>();
        schema.path("properties").properties().forEach(root -> roots.put(root.getKey(), root.getValue()));
        document.rules(schema);
        roots.forEach(document::section);
        return document.text.toString();
    }

    private void section(String path, JsonNode schema) {
        text.append("\n## ").append(path).append("\n\n");
        String about = schema.path("description").asText();
        if (!about.isEmpty()) {
            text.append(wrapped(about)).append("\n\n");
        }
        text.append("| field | type | default | |\n|---|---|---|---|\n");
        Set<String> required = words(schema.path("required"));
        List<Map.Entry<String, JsonNode>> deeper = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
            row(path, field.getKey(), field.getValue(), required.contains(field.getKey()), deeper);
        }
        rules(schema);
        deeper.forEach(entry -> section(entry.getKey(), entry.getValue()));
    }

    private void row(
            String path, String name, JsonNode schema, boolean required, List<Map.Entry<String, JsonNode>> deeper) {
        String place = path + "." + name;
        JsonNode inner = schema;
        if (schema.path("items").isObject()) {
            place += "[]";
            inner = schema.path("items");
        } else if (schema.path("additionalProperties").isObject()) {
            place += "{}";
            inner = schema.path("additionalProperties");
        }
        String type = type(schema);
        if (inner.has("properties")) {
            deeper.add(Map.entry(place, inner));
            type = "[%s](#%s)".formatted(type, anchor(place));
        }
        text.append("| ")
                .append(required ? "**`" + name + "`**" : "`" + name + "`")
                .append(" | ")
                .append(type)
                .append(" | ")
                .append(schema.has("default") ? "`" + schema.get("default").toString() + "`" : "")
                .append(" | ")
                .append(cell(schema))
                .append(" |\n");
    }

    private void rules(JsonNode schema) {
        List<String> messages = StreamSupport.stream(
                        schema.path("x-kubernetes-validations").spliterator(), false)
                .map(rule -> rule.path("message").asText())
                .toList();
        if (!messages.isEmpty()) {
            text.append("\nRules:\n\n");
            messages.forEach(message -> text.append("- ").append(message).append('\n'));
        }
    }

    private static String type(JsonNode schema) {
        if (schema.path("items").isObject()) {
            return "list of " + type(schema.path("items"));
        }
        if (schema.path("additionalProperties").isObject()) {
            return "map of " + type(schema.path("additionalProperties"));
        }
        return schema.path("type").asText("any");
    }

    private static String cell(JsonNode schema) {
        List<String> parts = new ArrayList<>();
        parts.add(schema.path("description").asText());
        JsonNode each = schema.path("items").isObject() ? schema.path("items") : schema;
        if (each.has("enum")) {
            parts.add(words(each.path("enum")).stream()
                    .map(word -> "`" + word + "`")
                    .collect(Collectors.joining(", ", "One of ", ".")));
        }
        bounds(each, "minimum", "maximum", "", parts);
        bounds(each, "minLength", "maxLength", " characters", parts);
        bounds(schema, "minItems", "maxItems", " entries", parts);
        bounds(schema, "", "maxProperties", " entries", parts);
        return parts.stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "))
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }

    private static void bounds(JsonNode schema, String least, String most, String unit, List<String> parts) {
        if (schema.has(least) && schema.has(most)) {
            parts.add(number(schema, least) + " to " + number(schema, most) + unit + ".");
        } else if (schema.has(most)) {
            parts.add("At most " + number(schema, most) + unit + ".");
        } else if (schema.has(least)) {
            parts.add("At least " + number(schema, least) + unit + ".");
        }
    }

    private static String number(JsonNode schema, String key) {
        return schema.get(key).decimalValue().stripTrailingZeros().toPlainString();
    }

    /** As the usual renderers make it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9 _-]", "");
    }

    private static String wrapped(String prose) {
        return prose.replace("<", "&lt;");
    }

    private static Set<String> words(JsonNode list) {
        Set<String> words = new TreeSet<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
