package io.unrealcloud.ddc.sandbox.ddc.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** .NET's text for durations: {@code [d.]hh:mm:ss[.fffffff]}, or a whole number of days. */
final class TimeSpan {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,7})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?");

    private TimeSpan() {}

    static Duration of(Settings settings, String key, Duration classDefault) {
        return settings.text(key).map(text -> parse(key, text)).orElse(classDefault);
    }

    private static Duration parse(String key, String text) {
        if (text.matches("\\d{1,7}")) {
            return Duration.ofDays(Long.parseLong(text));
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new StartupException(
                    "Failed to convert configuration value '" + text + "' at '" + key + "' to type 'TimeSpan'.");
        }
        String fraction = parts.group(5) == null ? "" : parts.group(5);
        return Duration.ofDays(number(parts.group(1)))
                .plusHours(number(parts.group(2)))
                .plusMinutes(number(parts.group(3)))
                .plusSeconds(number(parts.group(4)))
                .plusNanos(number((fraction + "0".repeat(7)).substring(0, 7)) * 100);
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
