package io.unrealcloud.ddc.sandbox.machines;

import java.time.Duration;

/** A machine that was started. Used by several threads at the same time. */
public interface Machine extends AutoCloseable {

    /** Whether it is far enough for an agent on it to answer. What the image runs may still be starting. */
    boolean booted();

    /**
     * Runs a script as root and waits for its end. What it left in the background goes on.
     *
     * @param script for {@code /bin/sh}, or for whatever its first line names after {@code #!}
     * @param limit then the script is killed
     * @throws InterruptedException when the thread is interrupted; then the script was killed
     */
    CommandResult run(String script, Duration limit) throws InterruptedException;

    /** Ends every process of the machine, as when its power is cut, and waits for that. */
    @Override
    void close();
}
