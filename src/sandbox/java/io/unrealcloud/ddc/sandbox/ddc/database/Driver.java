package io.unrealcloud.ddc.sandbox.ddc.database;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.unrealcloud.ddc.sandbox.ddc.config.ScyllaSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/**
 * The Java driver, set to put the same things on the wire as the C# driver DDC uses: protocol v4, the default
 * consistency in every statement, DDL included, serial consistency SERIAL and a client timestamp beside it, pages of
 * 5000 rows, one data centre, 12 s of patience, and no schema of its own.
 */
final class Driver {
    private static final Duration PATIENCE = Duration.ofSeconds(12);
    /** The profile for what must be consistent whatever the default is. */
    static final String CONSISTENT = "local_consistent";

    private Driver() {}

    static CqlSession connect(ScyllaSettings settings) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config(settings))
                .withLocalDatacenter(settings.dataCenter())
                .addContactPoints(contactPoints(settings));
        settings.credentials().ifPresent(login -> builder.withAuthCredentials(login.user(), login.password()));
        if (settings.tls()) {
            builder.withSslEngineFactory(new ProgrammaticSslEngineFactory(trust(), null, true));
        }
        return builder.build();
    }

    private static DriverConfigLoader config(ScyllaSettings settings) {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, name(settings.consistency()))
                .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, DefaultConsistencyLevel.SERIAL.name())
                // The C# driver tries the next host whatever the statement does; this one asks whether it may.
                .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 5000)
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofSeconds(1))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofMinutes(10))
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 2)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false)
                .withBoolean(DefaultDriverOption.PREPARE_ON_ALL_NODES, true)
                .startProfile(CONSISTENT)
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, name(consistent(settings.consistency())))
                .endProfile()
                .build();
    }

    private static ScyllaSettings.Consistency consistent(ScyllaSettings.Consistency normal) {
        return switch (normal) {
            case Quorum, EachQuorum, All -> normal;
            case Any, One, Two, Three, LocalQuorum, Serial, LocalSerial, LocalOne ->
                ScyllaSettings.Consistency.LocalQuorum;
        };
    }

    /** {@code LocalOne} is the C# driver's spelling of {@code LOCAL_ONE}. */
    private static String name(ScyllaSettings.Consistency consistency) {
        return consistency.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** Names are looked up once, and those that lead nowhere are left out as long as one does not. */
    private static List<InetSocketAddress> contactPoints(ScyllaSettings settings) {
        List<InetSocketAddress> found = new ArrayList<>();
        for (String host : settings.contactPoints()) {
            try {
                for (InetAddress address : InetAddress.getAllByName(host)) {
                    found.add(new InetSocketAddress(address, settings.port()));
                }
            } catch (UnknownHostException e) {
                // Only if none is found is that an error.
            }
        }
        if (found.isEmpty()) {
            throw new NoHostAvailable(
                    "None of the hosts tried for query are available: " + settings.contactPoints(), null);
        }
        return found;
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new StartupException("This Java has no default trust store.", e);
        }
    }

    /** The driver's one error that DDC waits out. */
    static final class NoHostAvailable extends RuntimeException {
        NoHostAvailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
