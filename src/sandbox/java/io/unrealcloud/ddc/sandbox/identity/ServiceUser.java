package io.unrealcloud.ddc.sandbox.identity;

import java.util.Objects;

/**
 * A service-specific credential of an IAM user, as Keyspaces takes it for plain CQL logins.
 *
 * @param userName     of the form {@code <user>-at-<account>} (Amazon Keyspaces developer guide: service-specific
 *                     credentials)
 * @param password     secret, never printed
 * @param principalArn the IAM user behind it
 * @param accountId    twelve digits
 */
public record ServiceUser(String userName, String password, String principalArn, String accountId) {

    public ServiceUser {
        Objects.requireNonNull(userName, "userName");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(principalArn, "principalArn");
        Accounts.require(accountId);
    }

    @Override
    public String toString() {
        return "ServiceUser[" + userName + ", " + principalArn + "]";
    }
}
