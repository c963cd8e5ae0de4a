package io.unrealcloud.ddc.sandbox.keyspaces.faults;

import java.time.Instant;

/**
 * One call as it was answered.
 *
 * @param operation the API operation as asked for, known or not
 * @param region    null when the call was refused before it was known; so are account and principal
 * @param mutating  whether the operation changes anything when it succeeds
 * @param keyspace  null when the call names none
 * @param object    the table or type, null when the call names none
 * @param outcome   {@code OK}, {@code DROPPED}, or the type of the error
 * @param answered  false when the connection was dropped instead
 */
public record Call(
        Instant time,
        String operation,
        String region,
        String account,
        String principal,
        boolean mutating,
        String keyspace,
        String object,
        String outcome,
        boolean answered) {

    public static final String OK = "OK";

    /** The outcome of a call whose connection was dropped before anything was done. */
    public static final String DROPPED = "DROPPED";

    /** Whether the call changed something. */
    public boolean wrote() {
        return mutating && outcome.equals(OK);
    }
}
