package io.unrealcloud.ddc.sandbox.keyspaces.rules;

import io.unrealcloud.ddc.sandbox.keyspaces.ServiceError;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Amazon Keyspaces developer guide: restrictions for tags; lengths from the API reference. */
public final class Tags {

    private static final int MAX = 50;
    private static final Pattern CHARACTERS = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*");

    private Tags() {}

    public static void check(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            length("key", key, 128);
            length("value", value, 256);
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw ServiceError.validation("Tag key " + key + ": the prefix aws: is reserved");
            }
        });
        count(tags.size());
    }

    /** The tags after adding some, refused when they become too many. */
    public static Map<String, String> merged(Map<String, String> old, Map<String, String> added) {
        check(added);
        Map<String, String> merged = new LinkedHashMap<>(old);
        merged.putAll(added);
        count(merged.size());
        return merged;
    }

    private static void count(int tags) {
        if (tags > MAX) {
            throw ServiceError.validation("A resource can have " + MAX + " tags, not " + tags);
        }
    }

    private static void length(String what, String text, int max) {
        if (text == null || text.isEmpty() || text.length() > max) {
            throw ServiceError.validation("A tag " + what + " has 1 to " + max + " characters: '" + text + "'");
        }
        if (!CHARACTERS.matcher(text).matches()) {
            throw ServiceError.validation(
                    "A tag " + what + " has letters, digits, spaces and _.:/=+-@ only: '" + text + "'");
        }
    }
}
