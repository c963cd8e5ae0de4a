package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.provision.scylla.ScyllaCluster;
import io.unrealcloud.ddc.provision.scylla.database.Connection.Attempt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the way into a cluster: as the operator's own role, and where that is not accepted yet as whoever can make it so.
 */
final class Doorman {

    private record Key(CqlLogin login, Access access) {}

    /** @param session open unless the access is refused or failed */
    record Entry(Access access, Optional<CqlSession> session) {}

    private final DesiredDatabase desired;
    private final ScyllaCluster cluster;
    private final Connection connection;

    Doorman(DesiredDatabase desired, ScyllaCluster cluster, Connection connection) {
        this.desired = desired;
        this.cluster = cluster;
        this.connection = connection;
    }

    Entry enter(Optional<SecretFacts> secret) {
        List<Key> keys = keys(secret);
        if (cluster.contactPoints().isEmpty() || keys.isEmpty()) {
            return new Entry(new Access.Untried(), Optional.empty());
        }
        String refused = "";
        for (Key key : keys) {
            Attempt attempt =
                    connection.open(cluster.contactPoints(), desired.backend().datacenter(), key.login());
            switch (attempt) {
                case Attempt.Open open -> {
                    return new Entry(key.access(), Optional.of(open.session()));
                }
                case Attempt.Failed failed -> {
                    return new Entry(new Access.Failed(failed.reason(), failed.message()), Optional.empty());
                }
                case Attempt.Refused no -> refused = no.message();
            }
        }
        return new Entry(refused(refused), Optional.empty());
    }

    private Access refused(String why) {
        return desired.ownNodes()
                ? new Access.Refused(why)
                : new Access.Failed(
                        Reason.CqlLoginRefused,
                        "The cluster refuses the login of the resource's credentialsSecretRef: %s. Correct user name and password there."
                                .formatted(why));
    }

    private List<Key> keys(Optional<SecretFacts> secret) {
        List<Key> keys = new ArrayList<>();
        desired.given().ifPresent(login -> keys.add(new Key(login, new Access.Entered())));
        secret.flatMap(SecretFacts::logins).ifPresent(logins -> {
            keys.add(new Key(logins.admin(), new Access.Entered()));
            secret.flatMap(SecretFacts::previous)
                    .map(Logins::admin)
                    .filter(before -> !before.equals(logins.admin()))
                    .ifPresent(before -> keys.add(new Key(before, new Access.WithOldPassword())));
            keys.add(new Key(new CqlLogin.Password(RoleNames.DEFAULT, RoleNames.DEFAULT), new Access.AsDefault()));
        });
        return keys;
    }

    /** Asks DDC's login of the cluster; a node that does not answer says nothing against it. */
    boolean accepts(CqlLogin.Password login) {
        return switch (Connection.probe(
                cluster.contactPoints(), desired.backend().datacenter(), login)) {
            case Attempt.Refused refused -> false;
            case Attempt.Open open -> true;
            case Attempt.Failed failed -> throw new Unanswered(failed.message());
        };
    }

    /** A look that came to nothing. */
    static final class Unanswered extends DriverException {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message, null, null, false);
        }

        @Override
        public DriverException copy() {
            return new Unanswered(getMessage());
        }
    }
}
