package io.unrealcloud.ddc.provision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Runs a plan: every step whose needs are done, independent ones at the same time. A step that waits, fails or is
 * blocked holds back its descendants and nothing else. Returns when every step has an outcome; steps themselves
 * never wait for AWS, so that is soon.
 */
public final class Engine {

    private final Executor executor;

    /** @param executor runs the steps; its size bounds how many AWS calls are under way */
    public Engine(Executor executor) {
        this.executor = executor;
    }

    /**
     * @param runner carries out one operation; an exception it throws reaches the caller after all steps that were
     *     under way have ended
     * @return an outcome for every step, in the plan's order
     */
    public <O extends Operation> Map<String, Outcome> run(Plan<O> plan, Function<O, Outcome> runner) {
        Map<String, CompletableFuture<Outcome>> futures = new LinkedHashMap<>();
        for (Step<O> step : plan.steps()) {
            List<CompletableFuture<Outcome>> needs = new ArrayList<>();
            List<String> names = new ArrayList<>();
            step.needs().stream().sorted().filter(futures::containsKey).forEach(need -> {
                needs.add(futures.get(need));
                names.add(need);
            });
            futures.put(
                    step.id(),
                    CompletableFuture.allOf(needs.toArray(CompletableFuture[]::new))
                            .thenCompose(ignored -> holder(names, needs)
                                    .map(held -> CompletableFuture.completedFuture((Outcome) held))
                                    .orElseGet(() -> CompletableFuture.supplyAsync(
                                            () -> runner.apply(step.operation()), executor))));
        }
        CompletableFuture.allOf(futures.values().toArray(CompletableFuture[]::new))
                .handle((ignored, failure) -> null)
                .join();
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        futures.forEach((id, future) -> outcomes.put(id, Futures.result(future)));
        return outcomes;
    }

    private static Optional<Outcome.Held> holder(List<String> names, List<CompletableFuture<Outcome>> needs) {
        for (int i = 0; i < names.size(); i++) {
            if (!(needs.get(i).join() instanceof Outcome.Done)) {
                return Optional.of(new Outcome.Held(names.get(i)));
            }
        }
        return Optional.empty();
    }
}
