package io.unrealcloud.ddc.sandbox.keyspaces;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that stands still until a test pushes it. Starts at the real moment, so that request signatures hold. */
public final class ManualTimeline implements Timeline {

    private record Task(Instant due, long order, Runnable work) {}

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::order));
    private Instant now = Instant.now();
    private long order;

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public void after(Duration delay, Runnable task) {
        if (delay.isZero()) {
            task.run();
            return;
        }
        synchronized (this) {
            tasks.add(new Task(now.plus(delay), order++, task));
        }
    }

    /** Moves on, running on this thread what falls due, in order. */
    public void advance(Duration by) {
        Instant target = now().plus(by);
        for (Task task = nextUntil(target); task != null; task = nextUntil(target)) {
            task.work().run();
        }
        synchronized (this) {
            now = target;
        }
    }

    private synchronized Task nextUntil(Instant target) {
        if (tasks.isEmpty() || tasks.peek().due().isAfter(target)) {
            return null;
        }
        Task task = tasks.poll();
        now = task.due();
        return task;
    }

    /** How many tasks wait. */
    public synchronized int pending() {
        return tasks.size();
    }

    @Override
    public synchronized void close() {
        tasks.clear();
    }
}
