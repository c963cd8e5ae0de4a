package io.unrealcloud.ddc.sandbox.keyspaces.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The operations and the shapes of their requests, read from {@code model.yaml}. */
final class ServiceModel {

    /** @param changes whether the operation changes anything */
    record Operation(String name, boolean changes, Shape.Structure request) {}

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private ServiceModel(JsonNode model) {
        model.get("shapes").properties().forEach(e -> shapes.put(e.getKey(), shape(e.getValue())));
        model.get("operations").properties().forEach(e -> {
            boolean changes = e.getValue().path("changes").asBoolean(false);
            operations.put(
                    e.getKey(),
                    new Operation(e.getKey(), changes, structure(e.getValue().get("members"))));
        });
    }

    static ServiceModel load() {
        try (InputStream in = ServiceModel.class.getResourceAsStream("model.yaml")) {
            return new ServiceModel(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException("The emulator's service model cannot be read", e);
        }
    }

    Optional<Operation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    Set<String> operationNames() {
        return operations.keySet();
    }

    Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new IllegalStateException("model.yaml has no shape " + name);
        }
        return shape;
    }

    private static Shape shape(JsonNode node) {
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        JsonNode of = only.getValue();
        return switch (only.getKey()) {
            case "string" -> new Shape.Text(whole(of, "min"), whole(of, "max"), pattern(of), allowed(of));
            case "integer" -> new Shape.Whole(decimal(of, "min"), decimal(of, "max"));
            case "number" -> new Shape.Number();
            case "boolean" -> new Shape.Flag();
            case "list" -> new Shape.Many(of.get("of").asText(), whole(of, "min"), whole(of, "max"));
            case "structure" -> structure(of);
            default -> throw new IllegalStateException("model.yaml has a shape of unknown kind " + only.getKey());
        };
    }

    private static Shape.Structure structure(JsonNode members) {
        Map<String, Shape.Member> read = new LinkedHashMap<>();
        members.properties().forEach(e -> {
            String shape = e.getValue().asText();
            boolean required = shape.endsWith("!");
            read.put(e.getKey(), new Shape.Member(required ? shape.substring(0, shape.length() - 1) : shape, required));
        });
        return new Shape.Structure(read);
    }

    private static Integer whole(JsonNode of, String name) {
        return of.has(name) ? of.get(name).asInt() : null;
    }

    private static BigDecimal decimal(JsonNode of, String name) {
        return of.has(name) ? of.get(name).decimalValue() : null;
    }

    private static Pattern pattern(JsonNode of) {
        return of.has("pattern") ? Pattern.compile(of.get("pattern").asText()) : null;
    }

    private static List<String> allowed(JsonNode of) {
        List<String> allowed = new ArrayList<>();
        of.path("enum").forEach(value -> allowed.add(value.asText()));
        return List.copyOf(allowed);
    }
}
