package io.unrealcloud.ddc.provision.keyspaces;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * What the operator remembers of one resource's keyspaces between passes. Nothing in it is needed for correctness:
 * a restart begins with an empty one and reads everything again.
 */
final class KeyspacesMemory {

    private final AtomicReference<KeyspacesFacts> facts = new AtomicReference<>(KeyspacesFacts.none());

    KeyspacesFacts facts() {
        return facts.get();
    }

    /** Safe from many threads; the change may run more than once. */
    void update(UnaryOperator<KeyspacesFacts> change) {
        facts.updateAndGet(change);
    }
}
