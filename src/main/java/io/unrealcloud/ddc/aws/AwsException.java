package io.unrealcloud.ddc.aws;

import java.util.Objects;
import java.util.Optional;

/** A failed AWS call: what kind of failure, which call, where, on what. The only exception ports throw for AWS's part. */
public class AwsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AwsError error;
    private final AwsCall call;
    private final String code;
    private final String detail;
    private final String requestId;

    /**
     * @param code the service's own error code ({@code ThrottlingException}), or the cause's class name
     * @param detail the service's own message
     * @param requestId AWS's id of the request, for support cases; null if no answer arrived
     */
    public AwsException(AwsError error, AwsCall call, String code, String detail, String requestId, Throwable cause) {
        super(message(error, call, code, detail), cause);
        this.error = Objects.requireNonNull(error);
        this.call = Objects.requireNonNull(call);
        this.code = Objects.requireNonNull(code);
        this.detail = Objects.requireNonNull(detail);
        this.requestId = requestId;
    }

    public AwsError error() {
        return error;
    }

    public AwsCall call() {
        return call;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }

    public Optional<String> requestId() {
        return Optional.ofNullable(requestId);
    }

    /**
     * With the id of the request, for the log. The message has none: it goes into a condition, which must not change
     * with every attempt.
     */
    @Override
    public String toString() {
        return super.toString() + requestId().map(id -> " [request " + id + "]").orElse("");
    }

    private static String message(AwsError error, AwsCall call, String code, String detail) {
        return "%s %s: %s. %s (%s)"
                .formatted(call, what(error), detail.strip().replaceAll("\\.+$", ""), nextStep(error), code);
    }

    private static String what(AwsError error) {
        return switch (error) {
            case THROTTLED -> "was throttled";
            case ACCESS_DENIED -> "is not allowed";
            case QUOTA_EXCEEDED -> "is over a service quota";
            case NO_CAPACITY -> "found no room";
            case CONFLICT -> "met a conflict";
            case NOT_FOUND -> "found nothing";
            case INVALID_REQUEST -> "was refused";
            case CREDENTIALS -> "could not be signed in";
            case NETWORK -> "got no usable answer";
            case SERVICE -> "failed at AWS";
        };
    }

    private static String nextStep(AwsError error) {
        return switch (error) {
            case THROTTLED, NETWORK, SERVICE -> "It is tried again.";
            case ACCESS_DENIED -> "Allow this action in the IAM policy of the operator's role.";
            case QUOTA_EXCEEDED -> "Raise the quota in Service Quotas, or delete what is no longer needed.";
            case NO_CAPACITY -> "It is tried again; another instance type or subnet may have room.";
            case CONFLICT, NOT_FOUND -> "The state is read again.";
            case INVALID_REQUEST -> "Change the setting the message names.";
            case CREDENTIALS -> "Check the operator's role, its service account and the clock of its node.";
        };
    }
}
