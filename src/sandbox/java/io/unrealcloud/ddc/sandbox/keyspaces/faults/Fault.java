package io.unrealcloud.ddc.sandbox.keyspaces.faults;

import java.time.Duration;
import java.util.Objects;

/**
 * Something that goes wrong with the next calls.
 *
 * @param operation the API operation, null for any
 * @param keyspace  only calls that name this keyspace; null for any
 * @param object    only calls that name this table or type; null for any
 * @param times     how many calls it meets
 * @param delay     how long a SLOW call waits; otherwise zero
 */
public record Fault(Kind kind, String operation, String keyspace, String object, int times, Duration delay) {

    public enum Kind {
        /** ThrottlingException, nothing done. */
        THROTTLE,
        /** InternalServerException with HTTP 500, nothing done. */
        SERVER_ERROR,
        /** HTTP 503, nothing done. */
        UNAVAILABLE,
        /** AccessDeniedException, nothing done. */
        ACCESS_DENIED,
        /** Answered, but late. */
        SLOW,
        /** The connection ends without an answer, nothing done. */
        DROP_BEFORE,
        /** The work is done, then the connection ends without an answer. */
        DROP_AFTER
    }

    public Fault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(delay, "delay");
        if (times < 1) {
            throw new IllegalArgumentException("A fault meets at least one call, not " + times);
        }
        if ((kind == Kind.SLOW) == delay.isZero() || delay.isNegative()) {
            throw new IllegalArgumentException("A fault has a delay if, and only if, it is SLOW");
        }
    }

    /** The next call of the operation. */
    public static Fault next(Kind kind, String operation) {
        return new Fault(kind, operation, null, null, 1, Duration.ZERO);
    }

    public static Fault slow(String operation, Duration delay) {
        return new Fault(Kind.SLOW, operation, null, null, 1, delay);
    }

    public Fault times(int newTimes) {
        return new Fault(kind, operation, keyspace, object, newTimes, delay);
    }

    public Fault on(String newKeyspace, String newObject) {
        return new Fault(kind, operation, newKeyspace, newObject, times, delay);
    }

    boolean meets(String calledOperation, String calledKeyspace, String calledObject) {
        return (operation == null || operation.equals(calledOperation))
                && (keyspace == null || keyspace.equals(calledKeyspace))
                && (object == null || object.equals(calledObject));
    }
}
