package io.unrealcloud.ddc.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields a definition of UnrealCloudDdc has, as paths such as {@code spec.database.keyspace.name}. */
public final class DefinitionFields {

    /** Made together with the definition; see CrdFileTest. */
    private static final String OURS = "/definition-fields.txt";

    private DefinitionFields() {}

    /** Of a structural schema. What is inside a list or a map counts as inside the field. */
    public static Set<String> of(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        collect(schema, "", fields);
        return fields;
    }

    private static void collect(JsonNode schema, String path, Set<String> into) {
        schema.path("properties").properties().forEach(property -> {
            String field = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            into.add(field);
            collect(property.getValue(), field, into);
        });
        collect(path, schema.path("items"), into);
        collect(path, schema.path("additionalProperties"), into);
    }

    private static void collect(String path, JsonNode inside, Set<String> into) {
        if (inside.isObject()) {
            collect(inside, path, into);
        }
    }

    /** The fields this operator reads and writes. */
    static List<String> ours() {
        try (InputStream file = DefinitionFields.class.getResourceAsStream(OURS)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
