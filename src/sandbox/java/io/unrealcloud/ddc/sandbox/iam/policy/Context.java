package io.unrealcloud.ddc.sandbox.iam.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Condition keys of one request. Keys ignore case.
 *
 * @param values of the keys that are there
 * @param absent keys that are known not to be there unless they have a value, one ending in {@code /*} for all that
 *     begin so; any other key is not known
 */
public record Context(Map<String, String> values, Set<String> absent) {

    public Context {
        values = lower(values);
        absent = Set.copyOf(absent.stream().map(Context::lower).toList());
    }

    public static Context of(Map<String, String> values) {
        return new Context(values, Set.of());
    }

    /** @throws NotEmulated for a key of which it is not known whether the request has it */
    Optional<String> value(String key) {
        String name = lower(key);
        if (!values.containsKey(name) && !absent(name)) {
            throw new NotEmulated("the condition key " + key + " of this request");
        }
        return Optional.ofNullable(values.get(name));
    }

    private boolean absent(String name) {
        int slash = name.indexOf('/');
        return absent.contains(name) || slash > 0 && absent.contains(name.substring(0, slash) + "/*");
    }

    private static Map<String, String> lower(Map<String, String> values) {
        Map<String, String> lower = new TreeMap<>();
        values.forEach((key, value) -> lower.put(lower(key), value));
        return Map.copyOf(lower);
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }
}
