package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Owner.Origin;
import io.unrealcloud.ddc.model.Ownership;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Tags;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/** Plans what happens to the secret with a cluster's logins. */
final class SecretPlanner {

    private static final int HASH_BYTES = 8;

    private SecretPlanner() {}

    /** {@code ddc/<hash of the EKS cluster>/<namespace>/<name>/scylla}. */
    static String name(Owner owner) {
        return "ddc/" + hash(owner.clusterArn()) + "/" + owner.namespace() + "/" + owner.name() + "/scylla";
    }

    static Optional<DatabaseOperation> plan(DesiredDatabase desired, SecretFacts secret) {
        String name = name(desired.owner());
        if (secret.description().isEmpty()) {
            return Optional.of(
                    new DatabaseOperation.CreateSecret(name, desired.owner().tags(Origin.CREATED)));
        }
        SecretDescription there = secret.description().get();
        return switch (desired.owner().ownership(there.tags())) {
            case Ownership.Ours ours ->
                there.deleting()
                        ? Optional.of(new DatabaseOperation.RestoreSecret(name))
                        : secret.malformed().map(what -> malformed(name, what));
            case Ownership.Released released -> Optional.of(claim(desired, name));
            // The same cluster, namespace and name: whoever made it has lost it with its resource.
            case Ownership.Predecessor predecessor -> Optional.of(claim(desired, name));
            case Ownership.Unclaimed unclaimed -> Optional.of(foreign(name, "carries no tags of this operator"));
            case Ownership.Foreign other -> Optional.of(foreign(name, "belongs to " + other.owner()));
        };
    }

    private static DatabaseOperation claim(DesiredDatabase desired, String name) {
        return new DatabaseOperation.TagSecret(
                name, "claim", desired.owner().tags(Origin.CREATED), Set.of(Tags.RELEASED_AT));
    }

    private static DatabaseOperation malformed(String name, String what) {
        return new DatabaseOperation.Stop(
                "secret " + name,
                Reason.SecretMalformed,
                "The value of secret %s in Secrets Manager cannot be used: %s. Correct it, or restore the version before."
                        .formatted(name, what));
    }

    private static DatabaseOperation foreign(String name, String why) {
        return new DatabaseOperation.Stop(
                "secret " + name,
                Reason.ForeignSecret,
                "Secret %s exists in Secrets Manager and %s. Delete or rename it; it is not touched."
                        .formatted(name, why));
    }

    static String hash(String text) {
        try {
            byte[] all = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(all, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("This JDK has no SHA-256", impossible);
        }
    }
}
