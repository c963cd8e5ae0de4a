package io.unrealcloud.ddc.provision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What has to be done to bring the observed state to the model: steps in an order in which they can run.
 *
 * @param steps topologically ordered; steps that do not depend on each other keep the order they were planned in
 */
public record Plan<O extends Operation>(List<Step<O>> steps) {

    /** @throws IllegalArgumentException for a step given twice, or steps that need each other in a circle */
    public Plan {
        steps = ordered(steps);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether any step would change something outside. */
    public boolean changesAnything() {
        return steps.stream().anyMatch(step -> step.operation().mutating());
    }

    private static <O extends Operation> List<Step<O>> ordered(List<Step<O>> steps) {
        Map<String, Step<O>> open = new LinkedHashMap<>();
        for (Step<O> step : steps) {
            if (open.put(step.id(), step) != null) {
                throw new IllegalArgumentException("Step planned twice: " + step.id());
            }
        }
        Map<String, Long> missing = new HashMap<>();
        open.values()
                .forEach(step -> missing.put(
                        step.id(),
                        step.needs().stream().filter(open::containsKey).count()));
        List<Step<O>> result = new ArrayList<>();
        while (!open.isEmpty()) {
            List<Step<O>> ready = open.values().stream()
                    .filter(step -> missing.get(step.id()) == 0)
                    .toList();
            if (ready.isEmpty()) {
                throw new IllegalArgumentException("Steps need each other: "
                        + open.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            ready.forEach(done -> {
                open.remove(done.id());
                open.values().stream()
                        .filter(step -> step.needs().contains(done.id()))
                        .forEach(step -> missing.merge(step.id(), -1L, Long::sum));
            });
            result.addAll(ready);
        }
        return List.copyOf(result);
    }
}
