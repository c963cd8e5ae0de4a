package io.unrealcloud.ddc.workload.settings;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Some settings, and when they apply.
 *
 * @param when every condition must hold; null for always
 * @param set names and values, both with {@code ${name}} for values of the resource
 */
record SettingsGroup(
        When when, @JsonProperty(required = true) Map<String, String> set) {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z]+)}");

    /**
     * A member that is null does not matter.
     *
     * @param before releases older than this
     * @param since this release and later ones
     */
    record When(
            String backend, String role, Boolean worker, Boolean cache, Boolean sites, String before, String since) {

        private boolean holds(Situation situation) {
            return is(backend, situation.backend())
                    && is(role, situation.role())
                    && is(worker, situation.worker())
                    && is(cache, situation.cache())
                    && is(sites, situation.sites())
                    && (before == null || situation.release().compareTo(Release.of(before)) < 0)
                    && (since == null || situation.release().compareTo(Release.of(since)) >= 0);
        }

        private static boolean is(String wanted, Enum<?> actual) {
            return wanted == null || wanted.equals(actual.name().toLowerCase(Locale.ROOT));
        }

        private static boolean is(Boolean wanted, boolean actual) {
            return wanted == null || wanted == actual;
        }
    }

    void addTo(BiConsumer<String, String> settings, Situation situation) {
        if (when == null || when.holds(situation)) {
            set.forEach((name, value) -> settings.accept(filled(name, situation), filled(value, situation)));
        }
    }

    private static String filled(String text, Situation situation) {
        return VARIABLE.matcher(text)
                .replaceAll(variable -> Matcher.quoteReplacement(value(variable.group(1), situation)));
    }

    private static String value(String name, Situation situation) {
        String value = situation.values().get(name);
        if (value == null) {
            throw new IllegalStateException("The settings table names ${" + name + "}, which nothing gives a value.");
        }
        return value;
    }
}
