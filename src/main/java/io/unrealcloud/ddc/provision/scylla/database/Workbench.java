package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.provision.Pace;
import java.time.Instant;
import java.util.Optional;

/** What is kept of one resource between passes. Nothing in it is needed for correctness. */
final class Workbench implements AutoCloseable {

    final Connection connection = new Connection();
    final Pace pace = new Pace();
    DatabaseFacts facts = DatabaseFacts.none();

    /** Whether the secret may be other than it was read: a call that changes it was made. */
    boolean secretStale;

    /** When a login was last refused and the secret read anew for it. */
    Instant refusedAt = Instant.EPOCH;

    /** DDC's login the cluster has accepted; not asked again until it changes or everything is read anew. */
    Optional<CqlLogin.Password> accepted = Optional.empty();

    @Override
    public void close() {
        connection.close();
    }
}
