package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.model.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads as much as the age of what is known asks for. Looking into the cluster costs nothing, so it is done whenever
 * something is to be done, and every few minutes; Secrets Manager is asked once an hour. Changes nothing.
 */
final class Observation {

    /** How old what is known of a settled cluster may grow; so a table that somebody drops is noticed within it. */
    static final Duration CLUSTER = Duration.ofMinutes(10);

    /** How old the secret may grow; so a password that somebody changes is taken over within about it. */
    static final Duration SECRET = Duration.ofHours(1);

    /** While a login is refused the secret may have been changed a moment ago. */
    private static final Duration REFUSED = Duration.ofMinutes(1);

    private final DesiredDatabase desired;
    private final NodeAccess nodes;
    private final Workbench bench;
    private final Supplier<SecretsPort> secrets;
    private final Clock clock;
    private Optional<CqlSession> session = Optional.empty();

    Observation(
            DesiredDatabase desired, NodeAccess nodes, Workbench bench, Supplier<SecretsPort> secrets, Clock clock) {
        this.desired = desired;
        this.nodes = nodes;
        this.bench = bench;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** The session everything is done over, if the cluster let the operator in. */
    Optional<CqlSession> session() {
        return session;
    }

    /** @param readAll read everything anew, whatever is known */
    void look(boolean readAll) {
        Instant now = clock.instant();
        if (readAll) {
            bench.accepted = Optional.empty();
        }
        boolean secretDue = desired.ownNodes()
                && (readAll
                        || bench.secretStale
                        || bench.facts.secret().isEmpty()
                        || !now.isBefore(bench.facts.secretReadAt().plus(jittered(SECRET))));
        if (secretDue) {
            secret(readAll || bench.secretStale, false);
        }
        boolean settled = bench.facts.access() instanceof Access.Entered
                && DatabasePlanner.plan(desired, nodes.cluster(), bench.facts).isEmpty();
        if (readAll
                || secretDue
                || !settled
                || !now.isBefore(bench.facts.lookedAt().plus(jittered(CLUSTER)))) {
            cluster();
        }
    }

    /** @param describe whether its tags may have changed */
    void secret(boolean describe, boolean previous) {
        SecretFacts read = new SecretReader(secrets.get(), desired)
                .read(bench.facts.secret(), describe || bench.facts.secret().isEmpty(), previous);
        bench.facts = bench.facts.with(read, clock.instant());
        bench.secretStale = false;
    }

    /** Looks into the cluster. */
    void cluster() {
        Doorman doorman = new Doorman(desired, nodes.cluster(), bench.connection);
        Doorman.Entry entry = doorman.enter(bench.facts.secret());
        if (desired.ownNodes() && asOther(entry.access()) && previousUnknown()) {
            bench.refusedAt = clock.instant();
            secret(true, true);
            entry = doorman.enter(bench.facts.secret());
        }
        session = entry.session();
        Access access = entry.access();
        Optional<ClusterFacts> read = Optional.empty();
        if (session.isPresent()) {
            try {
                read = Optional.of(read(doorman, session.get()));
            } catch (UnauthorizedException refused) {
                access = new Access.Failed(
                        Reason.GrantsMissing,
                        "The cluster does not let the operator read its schema: %s."
                                .formatted(Connection.firstLine(refused)));
            } catch (DriverException | IllegalStateException | IllegalArgumentException failure) {
                access = new Access.Failed(
                        Reason.CqlUnreachable,
                        "The database could not be read: %s. It is tried again."
                                .formatted(Connection.firstLine(failure)));
            }
        }
        bench.facts = bench.facts.with(access, read, clock.instant());
    }

    private static boolean asOther(Access access) {
        return access instanceof Access.Refused || access instanceof Access.AsDefault;
    }

    private boolean previousUnknown() {
        return bench.facts.secret().flatMap(SecretFacts::logins).isPresent()
                && bench.facts.secret().flatMap(SecretFacts::previous).isEmpty()
                && !clock.instant().isBefore(bench.refusedAt.plus(REFUSED));
    }

    private ClusterFacts read(Doorman doorman, CqlSession open) {
        Optional<CqlLogin.Password> ddc = desired.ownNodes()
                ? bench.facts.secret().flatMap(SecretFacts::logins).map(Logins::ddc)
                : desired.given().filter(CqlLogin.Password.class::isInstance).map(CqlLogin.Password.class::cast);
        return new ClusterReader(open)
                .read(
                        desired,
                        desired.ownNodes() ? Optional.empty() : ddc.map(CqlLogin.Password::user),
                        ddc.map(CqlLogin.Password::user),
                        role -> desired.ownNodes() && accepted(doorman, ddc.orElseThrow()));
    }

    private boolean accepted(Doorman doorman, CqlLogin.Password login) {
        if (bench.accepted.filter(login::equals).isEmpty() && doorman.accepts(login)) {
            bench.accepted = Optional.of(login);
        }
        return bench.accepted.filter(login::equals).isPresent();
    }

    /** Spread per resource, so that resources that were made together do not all read at once. */
    private Duration jittered(Duration duration) {
        return jittered(desired, duration);
    }

    static Duration jittered(DesiredDatabase desired, Duration duration) {
        double spread = 0.9 + Math.floorMod(desired.owner().uid().hashCode(), 200) / 1000.0;
        return Duration.ofMillis((long) (duration.toMillis() * spread));
    }
}
