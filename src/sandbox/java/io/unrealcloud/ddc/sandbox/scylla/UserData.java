package io.unrealcloud.ddc.sandbox.scylla;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What ScyllaDB's machine image reads of its user data (scylladb/scylla-machine-image: scylla_configure). YAML or JSON;
 * MIME parts are not stood in for.
 *
 * @param scyllaYaml keys that replace those of the image
 * @param script run before ScyllaDB starts
 */
record UserData(Map<String, Object> scyllaYaml, boolean start, Optional<String> script, Duration scriptLimit) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> IGNORED =
            Set.of("developer_mode", "data_device", "raid_level", "device_wait_seconds");

    /** @throws IllegalArgumentException if the image would not understand it */
    static UserData of(String text) {
        try {
            JsonNode root = text.isBlank() ? YAML.createObjectNode() : YAML.readTree(text);
            if (!root.isObject()) {
                throw new IllegalArgumentException("User data of ScyllaDB's image is a JSON or YAML object");
            }
            for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!Set.of(
                                        "scylla_yaml",
                                        "start_scylla_on_first_boot",
                                        "post_configuration_script",
                                        "post_configuration_script_timeout")
                                .contains(name)
                        && !IGNORED.contains(name)) {
                    throw new IllegalArgumentException("ScyllaDB's image does not know " + name + " in user data");
                }
            }
            JsonNode script = root.path("post_configuration_script");
            if (!script.isMissingNode() && !script.isTextual()) {
                throw new IllegalArgumentException("post_configuration_script has to be a string");
            }
            return new UserData(
                    yaml(root.path("scylla_yaml")),
                    root.path("start_scylla_on_first_boot").asBoolean(true),
                    script.isMissingNode() ? Optional.empty() : Optional.of(decoded(script.asText())),
                    Duration.ofSeconds(
                            root.path("post_configuration_script_timeout").asInt(600)));
        } catch (IOException e) {
            throw new IllegalArgumentException("User data is neither JSON nor YAML: " + e.getMessage(), e);
        }
    }

    /** Base64 or plain, which the image tells apart by trying. */
    private static String decoded(String script) {
        try {
            return new String(Base64.getDecoder().decode(script.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return script;
        }
    }

    private static Map<String, Object> yaml(JsonNode node) {
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(field -> values.put(field.getKey(), YAML.convertValue(field.getValue(), Object.class)));
        return values;
    }
}
