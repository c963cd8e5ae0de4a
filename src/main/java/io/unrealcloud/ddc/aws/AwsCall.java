package io.unrealcloud.ddc.aws;

import java.util.Objects;

/**
 * One call to AWS.
 *
 * @param service the SDK's name of the service, for example {@code Keyspaces}
 * @param operation the operation, for example {@code CreateTable}
 * @param region the Region it went to, for example {@code us-east-1}
 * @param target the object it is about, in words a person can search for ({@code jupiter.objects}); may be empty
 */
public record AwsCall(String service, String operation, String region, String target) {
    public AwsCall {
        Objects.requireNonNull(service);
        Objects.requireNonNull(operation);
        Objects.requireNonNull(region);
        Objects.requireNonNull(target);
    }

    /** Whether the call changes something: whatever does not begin with Get, List, Describe. */
    public boolean mutating() {
        return !(operation.startsWith("Get") || operation.startsWith("List") || operation.startsWith("Describe"));
    }

    @Override
    public String toString() {
        return service + " " + operation + (target.isEmpty() ? "" : " of " + target) + " in " + region;
    }
}
