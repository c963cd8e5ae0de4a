package io.unrealcloud.ddc.sandbox.keyspaces.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that wait for a call. A call meets the first that fits, and no other. */
public final class Faults {

    private final List<Fault> waiting = new ArrayList<>();

    public synchronized void add(Fault fault) {
        waiting.add(fault);
    }

    public synchronized void clear() {
        waiting.clear();
    }

    /** What still waits, each with the number of calls it has left. */
    public synchronized List<Fault> waiting() {
        return List.copyOf(waiting);
    }

    /** Takes the fault this call meets; keyspace and object are null when the call names none. */
    public synchronized Optional<Fault> take(String operation, String keyspace, String object) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.meets(operation, keyspace, object)) {
                if (fault.times() > 1) {
                    waiting.set(i, fault.times(fault.times() - 1));
                } else {
                    waiting.remove(i);
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }
}
