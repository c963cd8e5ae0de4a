package io.unrealcloud.ddc.provision.keyspaces;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;
import io.unrealcloud.ddc.provision.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Lets DDL of one keyspace through in parallel until the service refuses that with a conflict, and then one at a
 * time for a while: a keyspace in which only one object may change at once still converges, without a refused call
 * for every other one.
 */
final class DdlGate {

    private static final Duration ONE_AT_A_TIME = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Instant> narrowUntil = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    DdlGate(Clock clock) {
        this.clock = clock;
    }

    /** To be called when a pass begins: the one place of each narrowed keyspace is free again. */
    synchronized void begin() {
        taken.clear();
    }

    /**
     * Runs the call, or holds it back until the next pass.
     *
     * @param known the keyspace as last read: while anything in it is changing, a narrowed one takes nothing more
     */
    Outcome pass(KeyspaceFacts known, String keyspace, Supplier<Outcome> ddl) {
        if (!enter(known, keyspace)) {
            return new Outcome.Waits(new Waiting(
                    Reason.AwsConflict,
                    "Keyspace " + keyspace + " takes one change at a time just now; this one comes next."));
        }
        try {
            return ddl.get();
        } catch (AwsException failure) {
            if (failure.error() == AwsError.CONFLICT) {
                narrow(keyspace);
            }
            throw failure;
        }
    }

    private synchronized boolean enter(KeyspaceFacts known, String keyspace) {
        Instant until = narrowUntil.get(keyspace);
        boolean wide = until == null || until.isBefore(clock.instant());
        return wide || (!known.changing() && taken.add(keyspace));
    }

    private synchronized void narrow(String keyspace) {
        narrowUntil.put(keyspace, clock.instant().plus(ONE_AT_A_TIME));
        taken.add(keyspace);
    }
}
