package io.unrealcloud.ddc.provision.keyspaces;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.model.KeyspacesBackend;
import io.unrealcloud.ddc.model.Reason;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads over CQL with the operator's own role. A session is opened for each read: reads are an hour apart, and an
 * idle one would be closed by the service's load balancer long before.
 */
public final class KeyspacesCqlReader implements KeyspacesCql {

    private final CqlLogin login;
    private final Optional<Path> extraTrust;
    private final Clock clock;

    public KeyspacesCqlReader(CqlLogin login, Optional<Path> extraTrust, Clock clock) {
        this.login = login;
        this.extraTrust = extraTrust;
        this.clock = clock;
    }

    @Override
    public CqlFacts read(KeyspacesBackend backend, Set<String> keyspaces) {
        Instant now = clock.instant();
        String where = backend.endpoint().host() + ":" + backend.endpoint().port();
        CqlEndpoint endpoint = new CqlEndpoint(
                backend.endpoint().host(), backend.endpoint().port(), true, extraTrust, backend.region());
        try (CqlSession session = CqlSessions.open(endpoint, login, clock)) {
            SystemTableReader reader = new SystemTableReader(session);
            return new CqlFacts.Read(now, reader.partitioner(), reader.schema(keyspaces));
        } catch (AllNodesFailedException failure) {
            return refused(failure)
                    ? new CqlFacts.Failed(
                            now,
                            Reason.CqlLoginRefused,
                            ("%s refused the operator's login: %s. Allow cassandra:Select on the keyspaces and on"
                                            + " system* in the operator's role, and check the clock of its node.")
                                    .formatted(where, cause(failure)))
                    : unreachable(now, where, cause(failure));
        } catch (UnauthorizedException denied) {
            return new CqlFacts.Failed(
                    now,
                    Reason.AwsAccessDenied,
                    "%s does not let the operator read the schema: %s. Allow cassandra:Select on system* in its role."
                            .formatted(where, denied.getMessage()));
        } catch (DriverException | SdkException | IllegalStateException | IllegalArgumentException failure) {
            return unreachable(now, where, failure.getMessage());
        }
    }

    private static CqlFacts unreachable(Instant now, String where, String why) {
        return new CqlFacts.Failed(
                now,
                Reason.CqlUnreachable,
                ("The schema could not be read over CQL from %s: %s. Check that the operator's pods reach that port;"
                                + " it is tried again.")
                        .formatted(where, why));
    }

    private static boolean refused(AllNodesFailedException failure) {
        return errors(failure).stream().anyMatch(AuthenticationException.class::isInstance);
    }

    /** The driver's own summary names every node; the first node's error says more. */
    private static String cause(AllNodesFailedException failure) {
        return errors(failure).stream()
                .findFirst()
                .map(Throwable::getMessage)
                .orElse(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("no reason given");
    }

    private static List<Throwable> errors(AllNodesFailedException failure) {
        return failure.getAllErrors().entrySet().stream()
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .toList();
    }
}
