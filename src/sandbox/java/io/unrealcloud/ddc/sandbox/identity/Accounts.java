package io.unrealcloud.ddc.sandbox.identity;

import java.util.regex.Pattern;

/** The form of an AWS account id. */
final class Accounts {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private Accounts() {}

    static void require(String accountId) {
        if (accountId == null || !ACCOUNT.matcher(accountId).matches()) {
            throw new IllegalArgumentException("An AWS account id has twelve digits, this one has not: " + accountId);
        }
    }
}
