package io.unrealcloud.ddc.sandbox.machines;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Machines without anything behind them: scripts are answered by the test. */
public final class ScriptedMachines implements MachineKind {

    /** What a script says. May block; throws InterruptedException when it is cancelled. */
    @FunctionalInterface
    public interface Answer {
        CommandResult to(MachineSpec machine, String script) throws InterruptedException;
    }

    /** Specs of machines that are on, by instance id. */
    public final Map<String, MachineSpec> running = new ConcurrentHashMap<>();

    private volatile Function<MachineSpec, Boolean> booted = spec -> true;
    private volatile Answer answer = (machine, script) -> new CommandResult(0, "", "", false);
    private volatile String broken = "";
    private volatile CountDownLatch start = new CountDownLatch(0);
    private volatile CountDownLatch end = new CountDownLatch(0);

    public void answer(Answer answer) {
        this.answer = answer;
    }

    public void booted(Function<MachineSpec, Boolean> booted) {
        this.booted = booted;
    }

    /** Machines do not start until the latch is open. */
    public void start(CountDownLatch start) {
        this.start = start;
    }

    /** Machines do not end until the latch is open. */
    public void end(CountDownLatch end) {
        this.end = end;
    }

    /** Machines do not start at all, for this reason; empty for as usual. */
    public void broken(String broken) {
        this.broken = broken;
    }

    @Override
    public Machine start(MachineSpec spec) {
        await(start);
        if (!broken.isEmpty()) {
            throw new IllegalStateException(broken);
        }
        running.put(spec.instanceId(), spec);
        return new Machine() {
            @Override
            public boolean booted() {
                return booted.apply(spec);
            }

            @Override
            public CommandResult run(String script, Duration limit) throws InterruptedException {
                return answer.to(spec, script);
            }

            @Override
            public void close() {
                await(end);
                running.remove(spec.instanceId());
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("A test forgot its machines");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
