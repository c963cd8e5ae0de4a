package io.unrealcloud.ddc.sandbox.keyspaces.faults;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The calls since the last reset, oldest first. Counts are of all of them; the log itself keeps the last ones. */
public final class CallLog {

    private static final int KEPT = 20_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int total;
    private int mutating;
    private int writes;

    public synchronized void add(Call call) {
        calls.addLast(call);
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
        counts.merge(call.operation(), 1, Integer::sum);
        total++;
        mutating += call.mutating() ? 1 : 0;
        writes += call.wrote() ? 1 : 0;
    }

    public synchronized void reset() {
        calls.clear();
        counts.clear();
        total = 0;
        mutating = 0;
        writes = 0;
    }

    public synchronized List<Call> all() {
        return List.copyOf(calls);
    }

    public List<Call> matching(Predicate<Call> filter) {
        return all().stream().filter(filter).toList();
    }

    public synchronized int total() {
        return total;
    }

    /** Calls of operations that change things, whether they succeeded or not. */
    public synchronized int mutating() {
        return mutating;
    }

    /** Calls that did change something. */
    public synchronized int writes() {
        return writes;
    }

    public synchronized int count(String operation) {
        return counts.getOrDefault(operation, 0);
    }

    public synchronized Map<String, Integer> counts() {
        return Map.copyOf(counts);
    }
}
