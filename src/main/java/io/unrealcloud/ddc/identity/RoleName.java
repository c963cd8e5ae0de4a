package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.model.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of roles. They are unique in an account, over all its Regions and clusters and ignoring case, and at most 64
 * characters long (IAM user guide: names and quotas), so the name ends in a hash of who owns the role.
 */
final class RoleName {

    private static final String PREFIX = "ddc-";
    private static final int MAX = 64;
    private static final int HASH_BYTES = 8;

    private RoleName() {}

    static String of(Owner owner) {
        String hash = hash(owner.clusterArn() + "\n" + owner.namespace() + "\n" + owner.name());
        String readable = PREFIX + owner.namespace() + "-" + owner.name();
        int room = MAX - 1 - hash.length();
        return (readable.length() > room ? readable.substring(0, room) : readable) + "-" + hash;
    }

    private static String hash(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This JDK has no SHA-256", impossible);
        }
    }
}
