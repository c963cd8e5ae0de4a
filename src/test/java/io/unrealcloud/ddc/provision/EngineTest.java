package io.unrealcloud.ddc.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Any graph of steps, any outcome of each. */
class EngineTest {

    private static final ExecutorService THREADS = Executors.newFixedThreadPool(4);

    @AfterContainer
    static void end() {
        THREADS.shutdownNow();
    }

    /** @param fate what becomes of each step if it is begun: 0 done, 1 waits, 2 failed, 3 blocked */
    record Graph(List<Step<Task>> steps, Map<String, Integer> fate) {}

    @Provide
    Arbitrary<Graph> graphs() {
        return Arbitraries.integers().between(0, 14).flatMap(size -> Combinators.combine(
                        Arbitraries.integers()
                                .between(0, Math.max(0, size - 1))
                                .set()
                                .ofMaxSize(4)
                                .list()
                                .ofSize(size),
                        Arbitraries.frequency(
                                        net.jqwik.api.Tuple.of(6, 0),
                                        net.jqwik.api.Tuple.of(1, 1),
                                        net.jqwik.api.Tuple.of(1, 2),
                                        net.jqwik.api.Tuple.of(1, 3))
                                .list()
                                .ofSize(size),
                        Arbitraries.randoms())
                .as((needs, fates, random) -> graph(needs, fates, random)));
    }

    /** Needs point to earlier numbers only, and the steps come in any order. */
    private static Graph graph(List<Set<Integer>> needs, List<Integer> fates, java.util.Random random) {
        List<Step<Task>> steps = new ArrayList<>();
        Map<String, Integer> fate = new HashMap<>();
        for (int i = 0; i < needs.size(); i++) {
            int number = i;
            Set<String> before = new HashSet<>();
            needs.get(i).stream().filter(need -> need < number).forEach(need -> before.add("s" + need));
            before.add("not in the plan");
            steps.add(new Step<>("s" + i, before, new Task("s" + i)));
            fate.put("s" + i, fates.get(i));
        }
        java.util.Collections.shuffle(steps, random);
        return new Graph(steps, fate);
    }

    @Property(tries = 300)
    void aStepBeginsOnlyWhenItsNeedsAreDoneAndEveryOtherIsHeld(@ForAll("graphs") Graph graph) {
        Plan<Task> plan = new Plan<>(graph.steps());
        Set<String> done = ConcurrentHashMap.newKeySet();
        Set<String> begun = ConcurrentHashMap.newKeySet();
        Map<String, Step<Task>> steps = new HashMap<>();
        graph.steps().forEach(step -> steps.put(step.id(), step));
        AtomicBoolean early = new AtomicBoolean();
        Map<String, Outcome> outcomes = new Engine(THREADS).run(plan, task -> {
            if (!begun.add(task.target()) || !done.containsAll(planned(steps, task.target()))) {
                early.set(true);
            }
            Outcome outcome = outcome(graph.fate().get(task.target()));
            if (outcome instanceof Outcome.Done) {
                done.add(task.target());
            }
            return outcome;
        });
        assertThat(early).as("begun twice or too early").isFalse();
        assertThat(outcomes.keySet())
                .containsExactlyElementsOf(plan.steps().stream().map(Step::id).toList());
        outcomes.forEach((id, outcome) -> {
            boolean free = planned(steps, id).stream().allMatch(need -> outcomes.get(need) instanceof Outcome.Done);
            assertThat(begun.contains(id)).as(id).isEqualTo(free);
            if (outcome instanceof Outcome.Held held) {
                assertThat(free).isFalse();
                assertThat(planned(steps, id)).contains(held.by());
                assertThat(outcomes.get(held.by())).isNotInstanceOf(Outcome.Done.class);
            }
        });
    }

    @Property(tries = 200)
    void aPlanIsInAnOrderInWhichItCanRun(@ForAll("graphs") Graph graph) {
        Set<String> seen = new HashSet<>();
        Set<String> all = new HashSet<>();
        graph.steps().forEach(step -> all.add(step.id()));
        new Plan<>(graph.steps()).steps().forEach(step -> {
            assertThat(step.needs().stream().filter(all::contains)).allMatch(seen::contains);
            seen.add(step.id());
        });
        assertThat(seen).isEqualTo(all);
    }

    @Property(tries = 100)
    void aCircleIsRefused(@ForAll @net.jqwik.api.constraints.IntRange(min = 1, max = 6) int size) {
        List<Step<Task>> circle = IntStream.range(0, size)
                .mapToObj(i -> new Step<>("s" + i, Set.of("s" + (i + 1) % size), new Task("s" + i)))
                .toList();
        assertThatThrownBy(() -> new Plan<>(circle))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s0");
    }

    @Example
    void aStepPlannedTwiceIsRefused() {
        Step<Task> step = new Step<>("s", Set.of(), new Task("s"));
        assertThatThrownBy(() -> new Plan<>(List.of(step, step)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s");
    }

    @Example
    void anExceptionArrivesAfterWhatWasUnderWayHasEnded() throws InterruptedException {
        CountDownLatch thrown = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Set<String> begun = ConcurrentHashMap.newKeySet();
        Plan<Task> plan = new Plan<>(List.of(
                new Step<>("breaks", Set.of(), new Task("breaks")),
                new Step<>("goes on", Set.of(), new Task("goes on")),
                new Step<>("after", Set.of("breaks"), new Task("after"))));
        assertThatThrownBy(() -> new Engine(THREADS).run(plan, task -> {
                    begun.add(task.target());
                    if (task.target().equals("breaks")) {
                        thrown.countDown();
                        throw new IllegalStateException("a bug");
                    }
                    awaited(thrown);
                    ended.set(true);
                    return new Outcome.Done();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a bug");
        assertThat(ended).isTrue();
        assertThat(begun).doesNotContain("after");
    }

    @Example
    void anErrorArrivesAsItself() {
        Plan<Task> plan = new Plan<>(List.of(new Step<>("s", Set.of(), new Task("s"))));
        assertThatThrownBy(() -> new Engine(THREADS).run(plan, task -> {
                    throw new OutOfMemoryError("as good as any");
                }))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @Example
    void independentStepsRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Plan<Task> plan = new Plan<>(List.of(
                new Step<>("one", Set.of(), new Task("one")), new Step<>("other", Set.of(), new Task("other"))));
        Map<String, Outcome> outcomes = new Engine(THREADS).run(plan, task -> {
            both.countDown();
            return awaited(both) ? new Outcome.Done() : new Outcome.Failed(Reason.InternalError, "alone");
        });
        assertThat(outcomes.values()).allMatch(Outcome.Done.class::isInstance);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Set<String> planned(Map<String, Step<Task>> steps, String id) {
        Set<String> needs = new HashSet<>(steps.get(id).needs());
        needs.retainAll(steps.keySet());
        return needs;
    }

    private static Outcome outcome(int fate) {
        return switch (fate) {
            case 0 -> new Outcome.Done();
            case 1 -> new Outcome.Waits(new Waiting(Reason.CreatingTables, "on its way"));
            case 2 -> new Outcome.Failed(Reason.AwsThrottled, "again");
            default -> new Outcome.Blocked(Reason.DataLost, "a person");
        };
    }
}
