package io.unrealcloud.ddc.provision;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Waiting;

/** What a failed AWS call means for the step that made it, and for the conditions of the resource. */
public final class AwsOutcomes {

    private AwsOutcomes() {}

    public static Outcome of(AwsException failure) {
        return switch (failure.error()) {
            case CONFLICT, NOT_FOUND -> new Outcome.Waits(new Waiting(Reason.AwsConflict, failure.getMessage()));
            case INVALID_REQUEST -> new Outcome.Blocked(Reason.AwsRefused, failure.getMessage());
            case THROTTLED, ACCESS_DENIED, QUOTA_EXCEEDED, NO_CAPACITY, CREDENTIALS, NETWORK, SERVICE ->
                new Outcome.Failed(reason(failure), failure.getMessage());
        };
    }

    public static Reason reason(AwsException failure) {
        return switch (failure.error()) {
            case THROTTLED -> Reason.AwsThrottled;
            case ACCESS_DENIED -> Reason.AwsAccessDenied;
            case QUOTA_EXCEEDED -> Reason.QuotaExceeded;
            case NO_CAPACITY -> Reason.NoCapacity;
            case CONFLICT, NOT_FOUND -> Reason.AwsConflict;
            case INVALID_REQUEST -> Reason.AwsRefused;
            case CREDENTIALS -> Reason.AwsCredentials;
            case NETWORK -> Reason.AwsUnreachable;
            case SERVICE -> Reason.AwsUnavailable;
        };
    }
}
