package io.unrealcloud.ddc.sandbox.scylla.front;

import io.unrealcloud.ddc.sandbox.scylla.ScyllaVersion;
import java.time.Duration;

/**
 * How one node talks.
 *
 * @param login whether clients have to log in ({@code authenticator: PasswordAuthenticator})
 * @param authorize whether permissions count ({@code authorizer: CassandraAuthorizer})
 * @param tabletsByDefault whether a NetworkTopologyStrategy keyspace has tablets unless it says otherwise
 * @param rackValid whether {@code rf_rack_valid_keyspaces} is on
 * @param quorumPatience how long a schema change waits before it says that there is no quorum
 */
public record Dialect(
        ScyllaVersion version,
        boolean login,
        boolean authorize,
        boolean tabletsByDefault,
        boolean rackValid,
        Duration quorumPatience) {

    /** With logins and permissions, and all else as the version begins with. */
    public static Dialect of(ScyllaVersion version) {
        return new Dialect(version, true, true, true, false, Duration.ofSeconds(2));
    }

    /** With neither logins nor permissions. */
    public Dialect open() {
        return new Dialect(version, false, false, tabletsByDefault, rackValid, quorumPatience);
    }
}
