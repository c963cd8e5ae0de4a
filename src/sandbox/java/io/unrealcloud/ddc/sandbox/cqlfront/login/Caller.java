package io.unrealcloud.ddc.sandbox.cqlfront.login;

/**
 * Whom a connection acts for once it has logged in.
 *
 * @param principalArn IAM user or assumed role
 * @param accountId the account whose objects it sees
 */
public record Caller(String principalArn, String accountId) {}
