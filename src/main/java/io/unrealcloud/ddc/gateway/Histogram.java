package io.unrealcloud.ddc.gateway;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** A histogram of durations with fixed bounds from 10 µs to 10 s. */
final class Histogram {
    private static final long[] BOUNDS = {
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000,
        25_000_000,
        50_000_000,
        100_000_000,
        250_000_000,
        500_000_000,
        1_000_000_000,
        2_500_000_000L,
        5_000_000_000L,
        10_000_000_000L
    };

    private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
    private final LongAdder sum = new LongAdder();

    Histogram() {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = new LongAdder();
        }
    }

    void record(long nanos) {
        record(nanos, 1);
    }

    /** Records the same duration for several requests. */
    void record(long nanos, int times) {
        int i = 0;
        while (i < BOUNDS.length && nanos > BOUNDS[i]) {
            i++;
        }
        buckets[i].add(times);
        sum.add(nanos * times);
    }

    void print(StringBuilder out, String series) {
        int brace = series.indexOf('{');
        String name = brace < 0 ? series : series.substring(0, brace);
        String labels = brace < 0 ? "" : series.substring(brace + 1, series.length() - 1);
        String before = labels.isEmpty() ? "" : labels + ",";
        String after = labels.isEmpty() ? "" : "{" + labels + "}";
        long count = 0;
        for (int i = 0; i < buckets.length; i++) {
            count += buckets[i].sum();
            String bound = i < BOUNDS.length ? seconds(BOUNDS[i]) : "+Inf";
            out.append(name)
                    .append("_bucket{")
                    .append(before)
                    .append("le=\"")
                    .append(bound)
                    .append("\"} ");
            out.append(count).append('\n');
        }
        out.append(name)
                .append("_sum")
                .append(after)
                .append(' ')
                .append(seconds(sum.sum()))
                .append('\n');
        out.append(name)
                .append("_count")
                .append(after)
                .append(' ')
                .append(count)
                .append('\n');
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.9f", nanos / 1e9)
                .replaceAll("0+$", "")
                .replaceAll("\\.$", "");
    }
}
