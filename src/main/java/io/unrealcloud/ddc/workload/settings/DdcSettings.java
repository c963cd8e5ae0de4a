package io.unrealcloud.ddc.workload.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Settings of DDC by name. Names are the same in either case, as they are to DDC. */
public final class DdcSettings {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER, YAMLGenerator.Feature.SPLIT_LINES)
            .build();

    private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Sets a value, also where there is one already. */
    public DdcSettings put(String name, String value) {
        values.remove(name);
        values.put(name, value);
        return this;
    }

    /** By name, sorted. */
    public Map<String, String> asMap() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * The settings as the file {@code appsettings.Local.yaml}, every value as text. Sections become mappings, and
     * sections that have places in a list for keys become lists.
     *
     * @throws IllegalArgumentException if one name is a setting and a section at once
     */
    public String yaml() {
        Map<String, Object> root = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, value) -> place(root, name, value));
        try {
            return YAML.writeValueAsString(lists(root));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Settings cannot be written as YAML", impossible);
        }
    }

    private static void place(Map<String, Object> root, String name, String value) {
        String[] steps = name.split(":");
        Map<String, Object> section = root;
        for (int step = 0; step < steps.length - 1; step++) {
            section = section(
                    section.computeIfAbsent(steps[step], key -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)), name);
        }
        if (section.put(steps[steps.length - 1], value) != null) {
            throw clash(name);
        }
    }

    @SuppressWarnings("unchecked") // every mapping in the tree was made above
    private static Map<String, Object> section(Object node, String name) {
        if (node instanceof Map<?, ?> section) {
            return (Map<String, Object>) section;
        }
        throw clash(name);
    }

    private static IllegalArgumentException clash(String name) {
        return new IllegalArgumentException("The setting " + name
                + " is given as a value and as a section with settings of its own; remove one of the two.");
    }

    private static Object lists(Object node) {
        if (!(node instanceof Map<?, ?> section)) {
            return node;
        }
        List<Object> list = new ArrayList<>();
        while (section.get(Integer.toString(list.size())) instanceof Object item) {
            list.add(lists(item));
        }
        if (!list.isEmpty() && list.size() == section.size()) {
            return list;
        }
        Map<Object, Object> plain = new TreeMap<>();
        section.forEach((key, value) -> plain.put(key, lists(value)));
        return plain;
    }
}
