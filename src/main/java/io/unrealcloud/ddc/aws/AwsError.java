package io.unrealcloud.ddc.aws;

/** What kind of failure an AWS call ended in; it decides whether waiting, reading again or an edit heals it. */
public enum AwsError {
    /** Too many calls; heals by waiting. */
    THROTTLED,
    /** The caller's IAM policy does not allow the call; heals when somebody changes the policy. */
    ACCESS_DENIED,
    /** A service quota is used up; heals when it is raised or something is deleted. */
    QUOTA_EXCEEDED,
    /** AWS has no room for it just now, such as for an instance of that type in that zone; heals by waiting or elsewhere. */
    NO_CAPACITY,
    /** The object exists already, or another change to it is still running; read again and decide anew. */
    CONFLICT,
    /** The object is not there, or (Keyspaces) not usable yet; read again and decide anew. */
    NOT_FOUND,
    /** The service refuses the request as it stands; only another request helps. */
    INVALID_REQUEST,
    /** No credentials, expired or unknown ones, or a clock too far off for a signature to hold. */
    CREDENTIALS,
    /** The service was not reached, or its answer was lost or unreadable: the call may have been carried out. */
    NETWORK,
    /** A fault inside the service or on the way to it: the call may have been carried out. */
    SERVICE;

    /** Whether the call may have been carried out although it failed; then read before calling again. */
    public boolean mayHaveHappened() {
        return this == NETWORK || this == SERVICE;
    }
}
