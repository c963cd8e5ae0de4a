package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.provision.Pace;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is kept of one resource between passes. Nothing in it is needed for correctness: a restart begins with an
 * empty one and reads everything again. A resource has one pass at a time.
 */
final class NodesBench {

    final AtomicReference<NodesFacts> facts = new AtomicReference<>(NodesFacts.none());
    final OwnWrites writes = new OwnWrites();
    final Pace pace = new Pace();
    final SsmNodeCommands commands;
    final Map<String, SsmReplicationDocument.Run> documentRuns = SsmReplicationDocument.noRuns();

    /** Whether the last pass left something to do. */
    boolean unsettled;

    Instant probedAt = Instant.MIN;

    NodesBench(SsmNodeCommands commands) {
        this.commands = commands;
    }
}
