package io.unrealcloud.ddc.provision.scylla.database;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.ScyllaBackend;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The one session kept for a resource. Opened anew when the addresses of the nodes or the login change; between that the
 * driver itself follows nodes that go and come back.
 */
final class Connection implements AutoCloseable {

    private record Held(Set<String> addresses, CqlLogin login, CqlSession session) {}

    private Held held;

    /** What an attempt came to. */
    sealed interface Attempt {
        record Open(CqlSession session) implements Attempt {}

        /** The password or role is not accepted. */
        record Refused(String message) implements Attempt {}

        record Failed(Reason reason, String message) implements Attempt {}
    }

    /** The session to those addresses with that login. One that is kept is given again without a look at the network. */
    synchronized Attempt open(List<String> addresses, Optional<String> dataCenter, CqlLogin login) {
        Set<String> wanted = new TreeSet<>(addresses);
        if (held != null && held.addresses().equals(wanted) && held.login().equals(login)) {
            return new Attempt.Open(held.session());
        }
        Attempt attempt = attempt(addresses, () -> fresh(addresses, dataCenter, login));
        if (attempt instanceof Attempt.Open open) {
            close();
            held = new Held(wanted, login, open.session());
        }
        return attempt;
    }

    /** Whether a login is accepted; opens a session of its own and closes it. */
    static Attempt probe(List<String> addresses, Optional<String> dataCenter, CqlLogin login) {
        Attempt attempt = attempt(addresses, () -> fresh(addresses, dataCenter, login));
        if (attempt instanceof Attempt.Open open) {
            open.session().close();
        }
        return attempt;
    }

    /** A session of the caller's own. Throws what the driver throws. */
    static CqlSession fresh(List<String> addresses, Optional<String> dataCenter, CqlLogin login) {
        List<InetSocketAddress> points = addresses.stream()
                .map(address -> new InetSocketAddress(address, ScyllaBackend.PORT))
                .toList();
        try {
            return CqlSessions.open(points, Optional.empty(), login);
        } catch (IllegalStateException severalDataCenters) {
            if (dataCenter.isEmpty()) {
                throw severalDataCenters;
            }
            return CqlSessions.open(points, dataCenter, login);
        }
    }

    private static Attempt attempt(List<String> addresses, Supplier<CqlSession> open) {
        try {
            return new Attempt.Open(open.get());
        } catch (AllNodesFailedException failure) {
            List<Throwable> errors = errors(failure);
            return errors.stream()
                    .filter(AuthenticationException.class::isInstance)
                    .findFirst()
                    .<Attempt>map(refused -> new Attempt.Refused(firstLine(refused)))
                    .orElseGet(() -> unreachable(addresses, errors.isEmpty() ? failure : errors.get(0)));
        } catch (AuthenticationException refused) {
            return new Attempt.Refused(firstLine(refused));
        } catch (DriverException | IllegalStateException | IllegalArgumentException failure) {
            return unreachable(addresses, failure);
        }
    }

    private static Attempt unreachable(List<String> addresses, Throwable failure) {
        return new Attempt.Failed(
                Reason.CqlUnreachable,
                "CQL cannot be spoken with %s on port %d: %s. Check that the operator's pods reach that port; it is tried again."
                        .formatted(String.join(", ", addresses), ScyllaBackend.PORT, firstLine(failure)));
    }

    /** The driver's own summary names every node; the first node's error says more. */
    private static List<Throwable> errors(AllNodesFailedException failure) {
        return failure.getAllErrors().entrySet().stream()
                .map(Map.Entry::getValue)
                .flatMap(List::stream)
                .toList();
    }

    static String firstLine(Throwable failure) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .map(line -> line.replaceAll("\\.+$", ""))
                .orElse(failure.getClass().getSimpleName());
    }

    @Override
    public synchronized void close() {
        if (held != null) {
            held.session().close();
            held = null;
        }
    }
}
