package io.unrealcloud.ddc.verification.counters;

import java.util.Map;

/** One series and its value. */
public record Sample(String name, Map<String, String> labels, double value) {

    public Sample {
        labels = Map.copyOf(labels);
    }

    /** The label's value; empty where the series does not carry it. */
    String label(String label) {
        return labels.getOrDefault(label, "");
    }
}
