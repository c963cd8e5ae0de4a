package io.unrealcloud.ddc.aws.ssm;

/**
 * A command on one instance.
 *
 * @param detail the service's own word, such as {@code Delivery Timed Out}
 * @param output at most 24,000 characters
 * @param errors at most 8,000 characters
 */
public record Invocation(State state, String detail, int exitCode, String output, String errors) {

    /** How it stands. */
    public enum State {
        /** Not delivered yet, or running. */
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}
