package io.unrealcloud.ddc.provision.keyspaces;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * What the operator remembers of one resource's keyspaces between passes. Nothing in it is needed for correctness:
 * a restart begins with an empty one and reads everything again.
 */
final class KeyspacesMemory {

    private final Set<String> doubts = ConcurrentHashMap.newKeySet();
    private final AtomicReference<KeyspacesFacts> facts = new AtomicReference<>(KeyspacesFacts.none());

    KeyspacesFacts facts() {
        return facts.get();
    }

    /** The target may exist although its creation failed: it is looked for before it is created again. */
    void doubt(String target) {
        doubts.add(target);
    }

    /** Whether there was a doubt about the target; there is none afterwards. */
    boolean resolveDoubt(String target) {
        return doubts.remove(target);
    }

    /** Safe from many threads; the change may run more than once. */
    void update(UnaryOperator<KeyspacesFacts> change) {
        facts.updateAndGet(change);
    }
}
