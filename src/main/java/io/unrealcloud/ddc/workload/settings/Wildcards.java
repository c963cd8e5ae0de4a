package io.unrealcloud.ddc.workload.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Patterns in which {@code *} stands for any characters; letters match in either case, as in DDC's settings. */
final class Wildcards {

    private Wildcards() {}

    static boolean match(String pattern, String text) {
        String expression = Arrays.stream(pattern.toLowerCase(Locale.ROOT).split("[*]", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.matches("(?s)" + expression, text.toLowerCase(Locale.ROOT));
    }
}
