package io.unrealcloud.ddc.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** Kubernetes objects as trees, from and to YAML. */
public final class Manifests {

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES, YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build());

    private Manifests() {}

    /** The documents of a stream that are objects. */
    public static List<ObjectNode> read(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(ObjectNode.class::isInstance)
                    .map(ObjectNode.class::cast)
                    .filter(document -> !document.isEmpty())
                    .toList();
        } catch (IOException wrong) {
            throw new UncheckedIOException(yaml, wrong);
        }
    }

    public static String write(List<? extends JsonNode> documents) {
        return documents.stream().map(Manifests::write).collect(Collectors.joining("---\n"));
    }

    static String write(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Kind, namespace and name. */
    static String id(JsonNode object) {
        return object.path("kind").asText() + " "
                + object.at("/metadata/namespace").asText("-") + "/"
                + object.at("/metadata/name").asText();
    }

    public static List<ObjectNode> ofKind(List<ObjectNode> objects, String... kinds) {
        return objects.stream()
                .filter(object -> List.of(kinds).contains(object.path("kind").asText()))
                .toList();
    }

    static JsonNode one(List<ObjectNode> objects, String kind) {
        List<ObjectNode> found = ofKind(objects, kind);
        return found.isEmpty() ? MissingNode.getInstance() : found.getFirst();
    }
}
