package io.unrealcloud.ddc.sandbox.machines;

/** What an image makes of a machine. */
@FunctionalInterface
public interface MachineKind {

    /**
     * Begins to start a machine and returns at once; it says itself when it has booted.
     *
     * @throws RuntimeException if it cannot start; the message becomes the reason of the instance's end
     */
    Machine start(MachineSpec spec);
}
