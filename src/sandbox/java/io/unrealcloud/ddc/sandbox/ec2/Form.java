package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.iam.IamError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of one request to EC2. */
record Form(Map<String, String> values) {

    /**
     * A request's filter; one of the values must fit, in which {@code *} and {@code ?} are wildcards, and a backslash takes a character
     * to the letter.
     */
    record Filter(String name, List<String> values) {

        boolean fits(String value) {
            return values.stream().anyMatch(pattern -> value.matches(regex(pattern)));
        }

        private static String regex(String pattern) {
            StringBuilder regex = new StringBuilder();
            boolean literal = false;
            for (char c : pattern.toCharArray()) {
                if (literal || !"*?\\".contains(String.valueOf(c))) {
                    regex.append(Pattern.quote(String.valueOf(c)));
                    literal = false;
                } else if (c == '\\') {
                    literal = true;
                } else {
                    regex.append(c == '*' ? ".*" : ".");
                }
            }
            return regex.toString();
        }
    }

    String action() {
        return values.getOrDefault("Action", "");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** @throws IamError if it is not there */
    String require(String name) {
        return get(name)
                .orElseThrow(
                        () -> new IamError(400, "MissingParameter", "The request must contain the parameter " + name));
    }

    boolean yes(String name) {
        return "true".equals(values.get(name));
    }

    /** Values of {@code name.1}, {@code name.2} and so on. */
    List<String> list(String name) {
        List<String> list = new ArrayList<>();
        for (int i = 1; values.containsKey(name + "." + i); i++) {
            list.add(values.get(name + "." + i));
        }
        return list;
    }

    List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        for (int i = 1; values.containsKey("Filter." + i + ".Name"); i++) {
            filters.add(new Filter(values.get("Filter." + i + ".Name"), list("Filter." + i + ".Value")));
        }
        return filters;
    }

    /** Tags that a launch gives to one kind of object. */
    Map<String, String> tags(String kind) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (int i = 1; values.containsKey("TagSpecification." + i + ".ResourceType"); i++) {
            String prefix = "TagSpecification." + i + ".";
            if (values.get(prefix + "ResourceType").equals(kind)) {
                for (int j = 1; values.containsKey(prefix + "Tag." + j + ".Key"); j++) {
                    tags.put(
                            values.get(prefix + "Tag." + j + ".Key"),
                            values.getOrDefault(prefix + "Tag." + j + ".Value", ""));
                }
            }
        }
        return tags;
    }

    /** The same with only these filters. */
    Form withFilters(List<Filter> filters) {
        Map<String, String> other = new LinkedHashMap<>(values);
        other.keySet().removeIf(name -> name.startsWith("Filter."));
        for (int i = 0; i < filters.size(); i++) {
            other.put("Filter." + (i + 1) + ".Name", filters.get(i).name());
            for (int j = 0; j < filters.get(i).values().size(); j++) {
                other.put(
                        "Filter." + (i + 1) + ".Value." + (j + 1),
                        filters.get(i).values().get(j));
            }
        }
        return new Form(other);
    }

    static Form of(String action, String... pairs) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("Action", action);
        values.put("Version", "2016-11-15");
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return new Form(values);
    }
}
