package io.unrealcloud.ddc.sandbox.machines;

import java.time.Duration;

/** A machine with nothing on it but Linux. A user data that is a script runs before it has booted. */
public final class PlainMachine implements Machine {

    private static final Duration FIRST_BOOT = Duration.ofMinutes(10);

    private final Guest guest;
    private final Thread boot;

    private PlainMachine(MachineSpec spec) {
        guest = Guest.open(spec.directory(), hostName(spec));
        boot = Thread.ofVirtual().start(() -> {
            if (spec.userData().startsWith("#!")) {
                try {
                    guest.run(spec.userData(), FIRST_BOOT);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        });
    }

    public static Machine start(MachineSpec spec) {
        return new PlainMachine(spec);
    }

    /** As EC2 names machines by their address. */
    public static String hostName(MachineSpec spec) {
        return "ip-" + spec.privateIp().replace('.', '-');
    }

    @Override
    public boolean booted() {
        return !boot.isAlive();
    }

    @Override
    public CommandResult run(String script, Duration limit) throws InterruptedException {
        return guest.run(script, limit);
    }

    @Override
    public void close() {
        boot.interrupt();
        guest.close();
    }
}
