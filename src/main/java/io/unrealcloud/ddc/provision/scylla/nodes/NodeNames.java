package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.model.Owner;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of what one resource has in AWS for its nodes. Names that are unique in an account or VPC end in a hash of who
 * owns them.
 */
final class NodeNames {

    private static final String PREFIX = "ddc-";
    private static final int MAX_ROLE = 64;

    private NodeNames() {}

    /** Of the security group; at most 255 characters. */
    static String securityGroup(Owner owner) {
        return bounded(owner, "-scylla-", 255);
    }

    /** Of the role and of the instance profile, which has the same name; at most 64 characters (IAM user guide). */
    static String role(Owner owner) {
        return bounded(owner, "-scylla-", MAX_ROLE);
    }

    /** Of the Run Command document; letters, digits and {@code -} only, at most 128. */
    static String document(Owner owner) {
        return bounded(owner, "-replication-", 128).replace('.', '-');
    }

    /** Of the secret with the logins, in Secrets Manager. */
    static String secret(Owner owner) {
        return "ddc/" + hash(owner.clusterArn(), 8) + "/" + owner.namespace() + "/" + owner.name() + "/scylla";
    }

    /** What makes one launch one instance, however often it is asked for; 64 characters. */
    static String clientToken(Owner owner, int ordinal, int launch) {
        return hash(owner.clusterArn() + "\n" + owner.uid() + "\n" + ordinal + "\n" + launch, 32);
    }

    private static String bounded(Owner owner, String mark, int max) {
        String end = mark + hash(owner.clusterArn() + "\n" + owner.namespace() + "\n" + owner.name(), 8);
        String readable = PREFIX + owner.namespace() + "-" + owner.name();
        int room = max - end.length();
        return (readable.length() > room ? readable.substring(0, room) : readable) + end;
    }

    private static String hash(String text, int bytes) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This JDK has no SHA-256", impossible);
        }
    }
}
