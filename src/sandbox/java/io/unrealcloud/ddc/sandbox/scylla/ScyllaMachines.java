package io.unrealcloud.ddc.sandbox.scylla;

import io.unrealcloud.ddc.sandbox.machines.Machine;
import io.unrealcloud.ddc.sandbox.machines.MachineKind;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;

/** Machines with ScyllaDB's image. */
public final class ScyllaMachines implements MachineKind {

    /** @throws IllegalArgumentException if the image is of no version that is stood in for */
    @Override
    public Machine start(MachineSpec spec) {
        return ScyllaMachine.boot(spec);
    }
}
