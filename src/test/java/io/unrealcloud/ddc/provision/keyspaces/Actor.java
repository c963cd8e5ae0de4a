package io.unrealcloud.ddc.provision.keyspaces;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.provision.BackendReport;
import io.unrealcloud.ddc.provision.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * One running operator in the emulator's time: makes passes when it said it would come back. {@link #restart()}
 * leaves it without memory.
 */
final class Actor {

    /** No flow under test takes as many passes; one that does goes in circles. */
    private static final int PASSES_MAX = 400;

    private final World world;
    private final AwsPorts aws;
    private final Executor executor;
    private KeyspacesProvisioner provisioner;
    private int passes;

    Actor(World world, AwsPorts aws, Executor executor) {
        this.world = world;
        this.aws = aws;
        this.executor = executor;
        restart();
    }

    /** One that makes its AWS calls one after the other, always in the same order. */
    Actor(World world) {
        this(world, world.aws, Runnable::run);
    }

    void restart() {
        provisioner = new KeyspacesProvisioner(aws, world.cql, executor, world.clock);
    }

    int passes() {
        return passes;
    }

    Pass pass(DesiredState desired) {
        passes++;
        return provisioner.pass(desired, false, false, () -> {});
    }

    Pass readAll(DesiredState desired) {
        passes++;
        return provisioner.pass(desired, true, false, () -> {});
    }

    Pass planOnly(DesiredState desired) {
        passes++;
        return provisioner.pass(desired, true, true, () -> {
            throw new AssertionError("A plan writes nothing.");
        });
    }

    Pass delete(DesiredState desired) {
        passes++;
        return provisioner.delete(desired);
    }

    Pass release(DesiredState desired) {
        passes++;
        return provisioner.release(desired);
    }

    /** Passes until nothing is awaited and the schema has been read. */
    Pass settle(DesiredState desired) {
        return until(() -> pass(desired), Actor::settled);
    }

    /** Passes until nothing of it is left. */
    Pass deleted(DesiredState desired) {
        return until(() -> delete(desired), Actor::done);
    }

    Pass released(DesiredState desired) {
        return until(() -> release(desired), Actor::done);
    }

    Pass until(java.util.function.Supplier<Pass> passes, Predicate<Pass> enough) {
        for (int i = 0; i < PASSES_MAX; i++) {
            Pass pass = passes.get();
            assertThat(pass.next()).as("a pass says when to come back").isPositive();
            if (enough.test(pass)) {
                return pass;
            }
            world.time.advance(pass.next());
        }
        throw new AssertionError("Not settled after " + PASSES_MAX + " passes; the last: " + passes.get());
    }

    static boolean done(Pass pass) {
        return pass.failure().isEmpty() && pass.plan().isEmpty();
    }

    /** Whether only a person can make a difference, or nobody has to. */
    static boolean settled(Pass pass) {
        return pass.failure().isEmpty()
                && pass.outcomes().values().stream()
                        .noneMatch(outcome -> outcome instanceof Outcome.Waits || outcome instanceof Outcome.Failed)
                && pass.next().compareTo(Duration.ofMinutes(1)) >= 0;
    }

    static BackendReport report(DesiredState desired, Pass pass) {
        return KeyspacesReport.of(desired, pass);
    }
}
