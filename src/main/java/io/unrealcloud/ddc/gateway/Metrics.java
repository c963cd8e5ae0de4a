package io.unrealcloud.ddc.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counters, gauges and histograms, printed in the Prometheus text format. Label values come from closed sets,
 * never from what a client wrote.
 */
final class Metrics {
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, LongSupplier> gauges = new ConcurrentHashMap<>();
    private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

    /** The counter of a series; labels are names and values in turn. Keep it where it is counted often. */
    LongAdder counter(String name, String... labels) {
        return counters.computeIfAbsent(series(name, labels), key -> new LongAdder());
    }

    void count(String name, String... labels) {
        counter(name, labels).increment();
    }

    void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    /** A histogram of seconds, recorded in nanoseconds. */
    Histogram histogram(String name, String... labels) {
        return histograms.computeIfAbsent(series(name, labels), key -> new Histogram());
    }

    /** All series, in the text format of version 0.0.4. */
    String exposition() {
        StringBuilder out = new StringBuilder();
        String[] last = {""};
        new TreeMap<>(counters).forEach((series, value) -> {
            type(out, last, series, "counter");
            out.append(series).append(' ').append(value.sum()).append('\n');
        });
        new TreeMap<>(gauges).forEach((series, value) -> {
            type(out, last, series, "gauge");
            out.append(series).append(' ').append(value.getAsLong()).append('\n');
        });
        new TreeMap<>(histograms).forEach((series, value) -> {
            type(out, last, series, "histogram");
            value.print(out, series);
        });
        return out.toString();
    }

    private static void type(StringBuilder out, String[] last, String series, String type) {
        String name = series.contains("{") ? series.substring(0, series.indexOf('{')) : series;
        if (!name.equals(last[0])) {
            out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
            last[0] = name;
        }
    }

    private static String series(String name, String... labels) {
        if (labels.length == 0) {
            return name;
        }
        StringBuilder series = new StringBuilder(name).append('{');
        for (int i = 0; i < labels.length; i += 2) {
            series.append(i == 0 ? "" : ",")
                    .append(labels[i])
                    .append("=\"")
                    .append(labels[i + 1])
                    .append('"');
        }
        return series.append('}').toString();
    }
}
