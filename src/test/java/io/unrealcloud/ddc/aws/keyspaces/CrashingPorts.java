package io.unrealcloud.ddc.aws.keyspaces;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.EksPort;
import io.unrealcloud.ddc.aws.StsPort;
import io.unrealcloud.ddc.aws.iam.IamPort;

/**
 * Ports that die at one chosen mutating call to Keyspaces, counted over all Regions. Count the calls of a whole run
 * with {@link #never}, then run once for every call and every {@link When}.
 */
public final class CrashingPorts implements AwsPorts {
    /** Where in the chosen call it happens. */
    public enum When {
        /** The process dies before the request leaves. */
        BEFORE,
        /** The process dies after AWS did the work and before anybody heard of it. */
        AFTER,
        /** The process lives, AWS did the work, and the reply is lost: {@code NETWORK}, once. */
        REPLY_LOST
    }

    /** The death of the process; an error, so that no code under test can take it for a failure it handles. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String message) {
            super(message);
        }
    }

    private final AwsPorts real;
    private final int at;
    private final When when;
    private int mutating;
    private boolean dead;

    private CrashingPorts(AwsPorts real, int at, When when) {
        this.real = real;
        this.at = at;
        this.when = when;
    }

    /** @param at the mutating call it happens at; the first is 1 */
    public static CrashingPorts at(AwsPorts real, int at, When when) {
        if (at < 1) {
            throw new IllegalArgumentException("The first call is 1, not " + at);
        }
        return new CrashingPorts(real, at, when);
    }

    public static CrashingPorts never(AwsPorts real) {
        return new CrashingPorts(real, 0, When.BEFORE);
    }

    /** Mutating calls asked for so far. */
    public synchronized int mutatingCalls() {
        return mutating;
    }

    /** Whether the chosen call was reached. */
    public synchronized boolean reached() {
        return at > 0 && mutating >= at;
    }

    @Override
    public KeyspacesPort keyspaces(String region) {
        KeyspacesPort port = real.keyspaces(region);
        return RecordingKeyspacesPort.proxy(port, (method, call) -> {
            boolean here = begin(call);
            Object result = RecordingKeyspacesPort.invoke(port, method, call);
            if (here && when == When.REPLY_LOST) {
                throw new AwsException(
                        AwsError.NETWORK,
                        new AwsCall("Keyspaces", call.method(), region, ""),
                        "TestReplyLost",
                        "The reply was lost",
                        null,
                        null);
            }
            if (here) {
                die(call);
            }
            return result;
        });
    }

    @Override
    public StsPort sts(String region) {
        return real.sts(region);
    }

    @Override
    public EksPort eks(String region) {
        return real.eks(region);
    }

    @Override
    public IamPort iam(String region) {
        return real.iam(region);
    }

    @Override
    public void close() {
        real.close();
    }

    private synchronized boolean begin(RecordingKeyspacesPort.Recorded call) {
        if (dead) {
            throw new Crash("Dead already, yet called: " + call);
        }
        if (!call.mutating() || ++mutating != at) {
            return false;
        }
        if (when == When.BEFORE) {
            die(call);
        }
        return true;
    }

    private synchronized void die(RecordingKeyspacesPort.Recorded call) {
        dead = true;
        throw new Crash(when + " call " + at + ": " + call);
    }
}
