package io.unrealcloud.ddc.workload.settings;

import java.util.Map;

/**
 * What decides which groups of a table apply, and the values they name.
 *
 * @param worker whether background work has a pod of its own
 * @param cache whether pods have a local cache
 * @param sites whether there is DDC in other Regions
 * @param values what {@code ${name}} stands for
 */
public record Situation(
        Backend backend,
        Role role,
        Release release,
        boolean worker,
        boolean cache,
        boolean sites,
        Map<String, String> values) {
    public Situation {
        values = Map.copyOf(values);
    }
}
