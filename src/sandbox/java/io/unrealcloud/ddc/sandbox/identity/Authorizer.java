package io.unrealcloud.ddc.sandbox.identity;

/** Decides whether a caller may do something. */
@FunctionalInterface
public interface Authorizer {

    /** Everybody may do everything: what holds until policies are evaluated. */
    Authorizer ALLOW_ALL = (principalArn, action, resourceArn) -> true;

    /**
     * @param principalArn who calls
     * @param action       IAM action, for example {@code cassandra:Select}
     * @param resourceArn  the resource, for example {@code arn:aws:cassandra:us-east-1:123456789012:/keyspace/jupiter/}
     */
    boolean allowed(String principalArn, String action, String resourceArn);
}
