package io.unrealcloud.ddc.sandbox.ddc.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where DDC's settings come from, in order: what the image carries, the mounted file, the environment. */
public final class SettingsSources {
    /** Where the Helm chart mounts the ConfigMap. */
    public static final Path MOUNTED = Path.of("/config/appsettings.Local.yaml");

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** The ports of the image differ from the class defaults; HTTP/2 has the odd ones. */
    private static final Map<String, String> IMAGE = Map.of(
            "Jupiter:PublicApiPorts:0", "80",
            "Jupiter:PublicApiPorts:1", "8081",
            "Jupiter:CorpApiPorts:0", "8008",
            "Jupiter:CorpApiPorts:1", "8082",
            "Jupiter:InternalApiPorts:0", "8080",
            "Jupiter:InternalApiPorts:1", "8083");

    private SettingsSources() {}

    /** A missing file is an empty one, as for DDC. */
    public static Settings read(Path file, Map<String, String> environment) {
        try {
            String yaml = Files.isRegularFile(file) ? Files.readString(file) : "";
            return of(yaml, environment);
        } catch (IOException e) {
            throw new StartupException("Failed to load configuration from file '" + file + "'.", e);
        }
    }

    public static Settings of(String yaml, Map<String, String> environment) {
        Map<String, String> file = new LinkedHashMap<>();
        try {
            JsonNode tree = YAML.readTree(yaml);
            if (tree != null && !tree.isMissingNode() && !tree.isNull()) {
                flatten("", tree, file);
            }
        } catch (IOException e) {
            throw new StartupException("The mounted settings are not valid YAML: " + e.getMessage(), e);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        environment.forEach((name, value) -> variables.put(name.replace("__", ":"), value));
        return Settings.layers(IMAGE, file, variables);
    }

    private static void flatten(String path, JsonNode node, Map<String, String> out) {
        if (node.isObject()) {
            node.properties().forEach(entry -> flatten(join(path, entry.getKey()), entry.getValue(), out));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(join(path, Integer.toString(i)), node.get(i), out);
            }
        } else if (!path.isEmpty()) {
            out.put(path, node.isNull() ? "" : node.asText());
        } else {
            throw new StartupException("The mounted settings are no YAML mapping.");
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + ":" + key;
    }
}
