package io.unrealcloud.ddc.sandbox.scylla.state;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.codec.digest.Crypt;
import org.apache.commons.codec.digest.Sha2Crypt;

/** Password hashes in the forms of {@code crypt(3)}; ScyllaDB makes SHA-512 ones ({@code $6$salt$hash}). */
public final class PasswordHash {
    private PasswordHash() {}

    public static String of(String password) {
        return Sha2Crypt.sha512Crypt(password.getBytes(StandardCharsets.UTF_8));
    }

    /** False as well for a hash in a form {@code crypt(3)} has not. */
    public static boolean matches(String password, String hash) {
        if (!hash.startsWith("$6$") && !hash.startsWith("$5$") && !hash.startsWith("$1$")) {
            return false;
        }
        String made = Crypt.crypt(password.getBytes(StandardCharsets.UTF_8), hash);
        return MessageDigest.isEqual(
                made.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }
}
