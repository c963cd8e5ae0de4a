package io.unrealcloud.ddc.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;

/** Opens small driver sessions: two threads, one connection per node, statements at LOCAL_QUORUM. */
public final class CqlSessions {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private CqlSessions() {}

    /**
     * Opens a session; the caller closes it.
     *
     * @throws com.datastax.oss.driver.api.core.AllNodesFailedException if the endpoint cannot be reached or refuses
     *     the login
     */
    public static CqlSession open(CqlEndpoint endpoint, CqlLogin login, InstantSource clock) {
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(config())
                .addContactPoint(new InetSocketAddress(endpoint.host(), endpoint.port()))
                .withLocalDatacenter(endpoint.dataCenter());
        if (endpoint.tls()) {
            builder.withSslEngineFactory(new EndpointTls(endpoint));
        }
        return switch (login) {
            case CqlLogin.Iam iam ->
                builder.withAuthProvider(new SigV4AuthProvider(iam.credentials(), endpoint.dataCenter(), clock))
                        .build();
            case CqlLogin.Password password ->
                builder.withAuthCredentials(password.user(), password.password())
                        .build();
            case CqlLogin.None none -> builder.build();
        };
    }

    private static DriverConfigLoader config() {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, PATIENCE)
                .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                // Keyspaces' schema is asynchronous and read by our own queries; the driver's copy is not needed.
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false)
                .withBoolean(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_WARN, false)
                .build();
    }
}
