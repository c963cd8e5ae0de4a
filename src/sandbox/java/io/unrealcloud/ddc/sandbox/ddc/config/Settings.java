package io.unrealcloud.ddc.sandbox.ddc.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Settings as .NET's configuration sees them: one flat map of paths such as {@code Scylla:LocalDatacenterName},
 * whose case does not matter. A list is a section whose keys are numbers, so that layers merge lists by position.
 */
public final class Settings {
    private final String prefix;
    private final TreeMap<String, String> values;

    private Settings(String prefix, TreeMap<String, String> values) {
        this.prefix = prefix;
        this.values = values;
    }

    /** Later layers win, path by path. */
    @SafeVarargs
    public static Settings layers(Map<String, String>... layers) {
        TreeMap<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Map<String, String> layer : layers) {
            all.putAll(layer);
        }
        return new Settings("", all);
    }

    public Settings section(String name) {
        return new Settings(path(name) + ":", values);
    }

    public boolean isEmpty() {
        return children().isEmpty();
    }

    /** The value, unless it is not there or empty. */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(path(key))).filter(value -> !value.isEmpty());
    }

    public String text(String key, String classDefault) {
        return text(key).orElse(classDefault);
    }

    public String required(String key) {
        return text(key)
                .orElseThrow(() -> new StartupException(
                        "DataAnnotation validation failed: the field '" + path(key) + "' is required."));
    }

    public boolean flag(String key, boolean classDefault) {
        return text(key)
                .map(value -> switch (value.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw cannotBind(key, value, "Boolean");
                })
                .orElse(classDefault);
    }

    public long number(String key, long classDefault) {
        return text(key)
                .map(value -> {
                    try {
                        return Long.parseLong(value.trim());
                    } catch (NumberFormatException e) {
                        throw cannotBind(key, value, "Int64");
                    }
                })
                .orElse(classDefault);
    }

    public <E extends Enum<E>> E choice(String key, Class<E> type, E classDefault) {
        return text(key).map(value -> oneOf(key, value, type)).orElse(classDefault);
    }

    private <E extends Enum<E>> E oneOf(String key, String value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.trim())) {
                return constant;
            }
        }
        throw cannotBind(key, value, type.getSimpleName());
    }

    /** Values of a list, or none if it is not there. */
    public List<String> list(String key) {
        Settings section = section(key);
        List<String> items = new ArrayList<>();
        section.children().forEach(index -> section.text(index).ifPresent(items::add));
        return items;
    }

    public <E extends Enum<E>> List<E> choices(String key, Class<E> type, List<E> classDefault) {
        List<E> given = list(key).stream().map(value -> oneOf(key, value, type)).toList();
        return given.isEmpty() ? classDefault : given;
    }

    /** A section of plain values. */
    public Map<String, String> map(String key) {
        Settings section = section(key);
        Map<String, String> map = new LinkedHashMap<>();
        section.children().forEach(child -> section.text(child).ifPresent(value -> map.put(child, value)));
        return map;
    }

    /** The sections of a list or dictionary, by name, in order; list items by number. */
    public Map<String, Settings> sections(String key) {
        Settings section = section(key);
        Map<String, Settings> sections = new LinkedHashMap<>();
        section.children().forEach(child -> sections.put(child, section.section(child)));
        return sections;
    }

    private List<String> children() {
        TreeSet<String> names = new TreeSet<>((a, b) -> {
            boolean numbers = a.matches("\\d{1,9}") && b.matches("\\d{1,9}");
            return numbers ? Integer.compare(Integer.parseInt(a), Integer.parseInt(b)) : a.compareToIgnoreCase(b);
        });
        for (String path : values.tailMap(prefix, true).keySet()) {
            if (!path.regionMatches(true, 0, prefix, 0, prefix.length())) {
                break;
            }
            String rest = path.substring(prefix.length());
            int end = rest.indexOf(':');
            names.add(end < 0 ? rest : rest.substring(0, end));
        }
        return List.copyOf(names);
    }

    private StartupException cannotBind(String key, String value, String type) {
        return new StartupException(
                "Failed to convert configuration value '" + value + "' at '" + path(key) + "' to type '" + type + "'.");
    }

    private String path(String key) {
        return prefix + key;
    }
}
