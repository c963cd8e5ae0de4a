package io.unrealcloud.ddc.workload.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One version of DDC's settings. A released version is never edited.
 *
 * @param release DDC's release where the resource names none
 * @param repository image repository where the resource names no image
 */
public record SettingsTable(
        @JsonProperty(required = true) int version,
        @JsonProperty(required = true) String release,
        @JsonProperty(required = true) String repository,
        @JsonProperty(required = true) List<SettingsGroup> settings,
        @JsonProperty(required = true) List<SettingsGroup> environment,
        @JsonProperty(required = true) List<String> binding,
        @JsonProperty(required = true) Map<String, String> reserved) {

    /** The newest version this build carries. */
    public static final int CURRENT_VERSION = 1;

    private static final Map<Integer, SettingsTable> LOADED = new ConcurrentHashMap<>();

    private static final ObjectReader YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(SettingsTable.class);

    public SettingsTable {
        settings = List.copyOf(settings);
        environment = List.copyOf(environment);
        binding = List.copyOf(binding);
    }

    /** Whether this build can still render that version. */
    public static boolean carries(int version) {
        return version >= 1 && version <= CURRENT_VERSION;
    }

    /** @throws IllegalArgumentException if this build has no such version */
    public static SettingsTable load(int version) {
        return LOADED.computeIfAbsent(version, SettingsTable::read);
    }

    private static SettingsTable read(int version) {
        String resource = "/workload/settings-" + version + ".yaml";
        try (InputStream yaml = SettingsTable.class.getResourceAsStream(resource)) {
            if (yaml == null) {
                throw new IllegalArgumentException("This build has no settings table version " + version
                        + "; it has versions 1 to " + CURRENT_VERSION + ".");
            }
            return YAML.readValue(yaml);
        } catch (IOException broken) {
            throw new UncheckedIOException("Cannot read " + resource + " from the class path", broken);
        }
    }

    /** DDC's settings, by their names in DDC's documentation. */
    public DdcSettings settings(Situation situation) {
        DdcSettings all = new DdcSettings();
        settings.forEach(group -> group.addTo(all::put, situation));
        return all;
    }

    /** Environment variables without secrets, in the order of the table. */
    public Map<String, String> environment(Situation situation) {
        Map<String, String> all = new LinkedHashMap<>();
        environment.forEach(group -> group.addTo(all::put, situation));
        return all;
    }

    /** What somebody who runs DDC by other means needs to use the database, as environment variables. */
    public Map<String, String> binding(Situation situation) {
        Map<String, String> all = new TreeMap<>(environment(situation));
        settings(situation).asMap().forEach((name, value) -> all.putIfAbsent(name.replace(":", "__"), value));
        all.keySet().removeIf(name -> binding.stream()
                .noneMatch(pattern -> Wildcards.match(pattern, name.replace("__", ":"))));
        return all;
    }

    /**
     * What is wrong with setting something beside the operator.
     *
     * @param name of a setting or of an environment variable
     * @return what the operator decides there and where the resource says it; empty if it may be set
     */
    public Optional<String> refusal(String name) {
        String setting = name.replace("__", ":");
        return reserved.entrySet().stream()
                .filter(entry -> Wildcards.match(entry.getKey(), setting) || Wildcards.match(entry.getKey(), name))
                .findFirst()
                .map(entry -> name + " is the operator's to set"
                        + (entry.getValue().isEmpty() ? "; remove it" : "; use " + entry.getValue() + " instead"));
    }
}
