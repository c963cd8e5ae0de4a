package io.unrealcloud.ddc.verification.counters;

import io.unrealcloud.ddc.verification.DdcHttp;
import io.unrealcloud.ddc.verification.Pod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The gateways' counters as a reconciler uses them: {@link #standing} answers at once with what is known, and begins to
 * read in the background when that is due. A gateway that cannot be read says nothing new; what it said before stays
 * for as long as its pod is there.
 */
public final class GatewayCounters {

    private static final System.Logger LOG = System.getLogger(GatewayCounters.class.getName());

    private final GatewayReader reader;
    private final InstantSource clock;
    private final Executor executor;
    private final Consumer<String> changed;
    private final Map<String, State> states = new ConcurrentHashMap<>();

    /**
     * @param http the way to the pods; its time-outs bound how long a reading takes
     * @param executor reads, which blocks
     * @param changed told the resource about which there is news, from the executor's threads
     */
    public GatewayCounters(DdcHttp http, InstantSource clock, Executor executor, Consumer<String> changed) {
        this.reader = new GatewayReader(http);
        this.clock = clock;
        this.executor = executor;
        this.changed = changed;
    }

    /** @param next when to ask again; news comes earlier by {@code changed} */
    public record Standing(Findings findings, Instant next) {}

    private static final class State {
        private Map<Pod, Findings> byPod = Map.of();
        private Findings findings = Findings.NONE;
        private boolean running;
        private Instant due = Instant.MIN;
        private String asked = "";
        private boolean forgotten;
    }

    /**
     * What is known of the resource's gateways. Never blocks.
     *
     * @param pods the gateways' addresses; asked for in the background
     * @param asked a change of it brings the next reading forward
     * @param every how long a reading is good for
     */
    public Standing standing(String resource, Supplier<List<Pod>> pods, String asked, Duration every) {
        State state = states.computeIfAbsent(resource, key -> new State());
        synchronized (state) {
            Instant now = clock.instant();
            boolean due = !now.isBefore(state.due) || !asked.equals(state.asked);
            if (due && !state.running) {
                state.running = true;
                state.asked = asked;
                state.due = now.plus(every);
                begin(state, () -> run(resource, state, pods));
            }
            return new Standing(state.findings, state.due);
        }
    }

    /** Drops what is known of a resource that is gone. */
    public void forget(String resource) {
        State state = states.remove(resource);
        if (state != null) {
            synchronized (state) {
                state.forgotten = true;
            }
        }
    }

    private void begin(State state, Runnable reading) {
        try {
            executor.execute(reading);
        } catch (RejectedExecutionException full) {
            // The operator is ending, or busy: it is read when it is due again.
            state.running = false;
            LOG.log(System.Logger.Level.DEBUG, "No room to read gateways now", full);
        }
    }

    private void run(String resource, State state, Supplier<List<Pod>> pods) {
        Map<Pod, Findings> before;
        synchronized (state) {
            before = state.byPod;
        }
        Map<Pod, Findings> read = new LinkedHashMap<>();
        try {
            for (Pod pod : pods.get()) {
                reader.read(pod)
                        .map(Findings::in)
                        .ifPresentOrElse(
                                found -> read.put(pod, found),
                                () -> read.put(pod, before.getOrDefault(pod, Findings.NONE)));
            }
        } catch (RuntimeException broken) {
            LOG.log(System.Logger.Level.WARNING, "The gateways of " + resource + " could not be looked for", broken);
            read.putAll(before);
        }
        if (keep(state, read)) {
            changed.accept(resource);
        }
    }

    private static boolean keep(State state, Map<Pod, Findings> read) {
        synchronized (state) {
            Findings now = Findings.all(read.values());
            boolean news = !now.equals(state.findings);
            state.running = false;
            state.byPod = read;
            state.findings = now;
            return news && !state.forgotten;
        }
    }
}
