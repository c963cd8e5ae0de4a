package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.provision.Pace;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What is kept of one resource between passes; see {@link KeyspacesMemory}. */
record Workbench(
        KeyspacesMemory memory,
        DdlGate gate,
        Pace pace,
        Pace cqlPace,
        AtomicReference<Optional<DeletionEvidence>> evidence) {

    static Workbench of(Clock clock) {
        return new Workbench(
                new KeyspacesMemory(),
                new DdlGate(clock),
                new Pace(),
                new Pace(),
                new AtomicReference<>(Optional.empty()));
    }
}
