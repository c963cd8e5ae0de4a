package io.unrealcloud.ddc.provision.scylla.database;

import java.time.Instant;
import java.util.Optional;

/**
 * Everything known of one resource's database.
 *
 * @param secret only where the operator makes the logins
 * @param cluster as last read; may be older than {@code access}
 * @param lookedAt when the cluster was last looked at
 * @param secretReadAt when the secret was
 */
public record DatabaseFacts(
        Optional<SecretFacts> secret,
        Access access,
        Optional<ClusterFacts> cluster,
        Instant lookedAt,
        Instant secretReadAt) {

    static DatabaseFacts none() {
        return new DatabaseFacts(
                Optional.empty(), new Access.Untried(), Optional.empty(), Instant.EPOCH, Instant.EPOCH);
    }

    DatabaseFacts with(SecretFacts read, Instant at) {
        return new DatabaseFacts(Optional.of(read), access, cluster, lookedAt, at);
    }

    DatabaseFacts with(Access found, Optional<ClusterFacts> read, Instant at) {
        return new DatabaseFacts(secret, found, read.or(() -> cluster), at, secretReadAt);
    }
}
