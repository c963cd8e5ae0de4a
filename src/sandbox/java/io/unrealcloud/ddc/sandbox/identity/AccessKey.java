package io.unrealcloud.ddc.sandbox.identity;

import java.time.Instant;
import java.util.Objects;

/**
 * An access key that signs requests (SigV4), of a user or, with a session token and an expiry, of an assumed role.
 *
 * @param accessKeyId     public part, unique
 * @param secretAccessKey secret part, never printed
 * @param sessionToken    null for long-lived keys; when present it must come with every request
 * @param principalArn    the caller, for example {@code arn:aws:iam::123456789012:user/studio}
 * @param accountId       twelve digits
 * @param expires         null for keys that do not expire
 */
public record AccessKey(
        String accessKeyId,
        String secretAccessKey,
        String sessionToken,
        String principalArn,
        String accountId,
        Instant expires) {

    public AccessKey {
        Objects.requireNonNull(accessKeyId, "accessKeyId");
        Objects.requireNonNull(secretAccessKey, "secretAccessKey");
        Objects.requireNonNull(principalArn, "principalArn");
        Accounts.require(accountId);
    }

    /** A long-lived key of an IAM user. */
    public static AccessKey ofUser(String accessKeyId, String secretAccessKey, String accountId, String userName) {
        return new AccessKey(
                accessKeyId, secretAccessKey, null, "arn:aws:iam::" + accountId + ":user/" + userName, accountId, null);
    }

    public boolean expiredAt(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + ", " + principalArn + "]";
    }
}
