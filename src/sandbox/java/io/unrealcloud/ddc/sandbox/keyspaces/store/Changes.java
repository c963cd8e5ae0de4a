package io.unrealcloud.ddc.sandbox.keyspaces.store;

import io.unrealcloud.ddc.sandbox.keyspaces.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Accepts changes under the lock and lets them happen when their time has come. */
final class Changes {

    private static final Logger LOG = Logger.getLogger(Changes.class.getName());

    private final World world;
    private final Timeline timeline;
    private final List<String> failures = new CopyOnWriteArrayList<>();

    Changes(World world, Timeline timeline) {
        this.world = world;
        this.timeline = timeline;
    }

    /** @param accept checks the request and marks the entries; empty when there is nothing to do */
    void begin(Supplier<Optional<Change>> accept) {
        Optional<Change> change = locked(() -> {
            Optional<Change> accepted = accept.get();
            accepted.ifPresent(c -> c.keyspace().changing++);
            return accepted;
        });
        change.ifPresent(c -> timeline.after(world.knobs.delay(c.delay()), () -> finish(c)));
    }

    /** What the data store could not do, oldest first. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    <T> T locked(Supplier<T> work) {
        world.lock.lock();
        try {
            return work.get();
        } finally {
            world.lock.unlock();
        }
    }

    private void finish(Change change) {
        boolean happened = inDataStore(change);
        locked(() -> {
            (happened ? change.done() : change.undone()).run();
            change.keyspace().changing--;
            return null;
        });
    }

    /** The data store is foreign code: whatever it throws must not leave the change under way for ever. */
    private boolean inDataStore(Change change) {
        try {
            change.dataPlane().run();
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The data store failed to " + change.what() + "; the change is taken back", e);
            failures.add(change.what() + ": " + e);
            return false;
        }
    }
}
