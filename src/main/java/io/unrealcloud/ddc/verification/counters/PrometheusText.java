package io.unrealcloud.ddc.verification.counters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the text format 0.0.4 of Prometheus: {@code name{label="value",…} number [timestamp]}, one series a line;
 * lines that begin with {@code #} are comments.
 */
final class PrometheusText {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern SERIES = Pattern.compile("(" + NAME + ")[ \\t]*(\\{)?");
    private static final Pattern LABEL = Pattern.compile(
            "[ \\t]*([a-zA-Z_][a-zA-Z0-9_]*)[ \\t]*=[ \\t]*\"((?:[^\"\\\\]|\\\\.)*+)\"[ \\t]*(,|(?=\\}))");
    private static final Pattern END = Pattern.compile("[ \\t]*\\}");
    private static final Pattern NUMBER = Pattern.compile(
            "[ \\t]*([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?|[+-]?Inf|NaN)(?:[ \\t]+-?\\d+)?[ \\t]*");

    private PrometheusText() {}

    /** The text is something else. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String line) {
            super("not the text format of Prometheus: \"%s\""
                    .formatted(line.substring(0, Math.min(line.length(), 80))));
        }
    }

    static List<Sample> parse(String text) throws MalformedException {
        List<Sample> samples = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                samples.add(sample(line.stripLeading()));
            }
        }
        return samples;
    }

    private static Sample sample(String line) throws MalformedException {
        Matcher matcher = SERIES.matcher(line);
        if (!matcher.lookingAt()) {
            throw new MalformedException(line);
        }
        String name = matcher.group(1);
        int at = matcher.end();
        Map<String, String> labels = new HashMap<>();
        if (matcher.group(2) != null) {
            Matcher label = LABEL.matcher(line);
            while (label.region(at, line.length()).lookingAt()) {
                labels.put(label.group(1), unescaped(label.group(2)));
                at = label.end();
            }
            Matcher end = END.matcher(line).region(at, line.length());
            if (!end.lookingAt()) {
                throw new MalformedException(line);
            }
            at = end.end();
        }
        Matcher number = NUMBER.matcher(line).region(at, line.length());
        if (!number.matches()) {
            throw new MalformedException(line);
        }
        return new Sample(name, labels, value(number.group(1)));
    }

    private static double value(String number) {
        return switch (number) {
            case "Inf", "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(number);
        };
    }

    private static String unescaped(String value) {
        return value.indexOf('\\') < 0
                ? value
                : Pattern.compile("\\\\(.)")
                        .matcher(value)
                        .replaceAll(escape ->
                                Matcher.quoteReplacement(escape.group(1).equals("n") ? "\n" : escape.group(1)));
    }
}
