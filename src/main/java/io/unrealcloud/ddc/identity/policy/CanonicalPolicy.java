package io.unrealcloud.ddc.identity.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What a policy document means, in one form: the order of statements and of lists does not count, one value is a
 * list of one, actions and the keys and operators of conditions ignore case, {@code Sid} and {@code Id} are notes
 * (IAM user guide: JSON policy element reference). So a document AWS has stored and written in its own way compares
 * equal to the one that was sent.
 */
public final class CanonicalPolicy {

    /** A document without a version has this one. */
    private static final String OLDEST_VERSION = "2008-10-17";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalPolicy() {}

    /** Whether both are policy documents and mean the same. */
    public static boolean same(String one, String other) {
        Optional<String> form = of(one);
        return form.isPresent() && form.equals(of(other));
    }

    /** The canonical form; empty for what is not a policy document. */
    public static Optional<String> of(String document) {
        JsonNode parsed;
        try {
            parsed = JSON.readTree(document);
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
        if (!parsed.isObject() || !parsed.path("Statement").isContainerNode()) {
            return Optional.empty();
        }
        SortedSet<String> statements = new TreeSet<>();
        each(parsed.get("Statement"), statement -> statements.add(statement(statement)));
        SortedMap<String, String> form = new TreeMap<>();
        parsed.properties().stream()
                .filter(field -> !field.getKey().equals("Id"))
                .forEach(field -> form.put(field.getKey(), text(field.getValue())));
        form.putIfAbsent("Version", quoted(OLDEST_VERSION));
        form.put("Statement", statements.toString());
        return Optional.of(form.toString());
    }

    private static String statement(JsonNode statement) {
        if (!statement.isObject()) {
            return text(statement);
        }
        SortedMap<String, String> form = new TreeMap<>();
        statement.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            switch (name) {
                case "Sid" -> {}
                case "Action", "NotAction" -> form.put(name, values(value).toLowerCase(Locale.ROOT));
                case "Resource", "NotResource" -> form.put(name, values(value));
                case "Principal", "NotPrincipal" -> form.put(name, principal(value));
                case "Condition" -> form.put(name, condition(value));
                default -> form.put(name, text(value));
            }
        });
        return form.toString();
    }

    private static String principal(JsonNode principal) {
        if (!principal.isObject()) {
            return new TreeMap<>(Map.of("AWS", values(principal))).toString();
        }
        SortedMap<String, String> form = new TreeMap<>();
        principal.properties().forEach(kind -> form.put(kind.getKey(), values(kind.getValue())));
        return form.toString();
    }

    private static String condition(JsonNode condition) {
        SortedMap<String, SortedMap<String, String>> form = new TreeMap<>();
        condition.properties().forEach(operator -> {
            SortedMap<String, String> keys =
                    form.computeIfAbsent(operator.getKey().toLowerCase(Locale.ROOT), name -> new TreeMap<>());
            operator.getValue()
                    .properties()
                    .forEach(key -> keys.merge(
                            key.getKey().toLowerCase(Locale.ROOT),
                            values(key.getValue()),
                            (first, second) -> first + " and " + second));
        });
        return form.toString();
    }

    private static String values(JsonNode value) {
        SortedSet<String> values = new TreeSet<>();
        each(value, one -> values.add(text(one)));
        return values.toString();
    }

    private static void each(JsonNode value, Consumer<JsonNode> consumer) {
        if (value.isArray()) {
            value.forEach(consumer);
        } else {
            consumer.accept(value);
        }
    }

    /** Numbers and truth values mean the same with and without quotes. */
    private static String text(JsonNode value) {
        return value.isValueNode() ? quoted(value.asText()) : value.toString();
    }

    /** Quoted, so that no text can look like two. */
    private static String quoted(String text) {
        return JSON.getNodeFactory().textNode(text).toString();
    }
}
