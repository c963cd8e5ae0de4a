package io.unrealcloud.ddc.cql;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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

    /**
     * Opens a session to a cluster whose nodes answer plain CQL; the caller closes it. Statements go to the nodes of the
     * contact points' data centre, whatever its name.
     *
     * @param dataCenter to be used where the contact points are of several
     * @throws com.datastax.oss.driver.api.core.AllNodesFailedException if no contact point can be reached, or they
     *     refuse the login
     * @throws IllegalStateException if the contact points are of several data centres and none is named
     */
    public static CqlSession open(List<InetSocketAddress> contactPoints, Optional<String> dataCenter, CqlLogin login) {
        CqlSessionBuilder builder = CqlSession.builder().addContactPoints(contactPoints);
        ProgrammaticDriverConfigLoaderBuilder config = settings();
        dataCenter.ifPresentOrElse(
                builder::withLocalDatacenter,
                () -> config.withString(
                        DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DcInferringLoadBalancingPolicy"));
        builder.withConfigLoader(config.build());
        return switch (login) {
            case CqlLogin.Password password ->
                builder.withAuthCredentials(password.user(), password.password())
                        .build();
            case CqlLogin.None none -> builder.build();
            case CqlLogin.Iam iam ->
                throw new IllegalArgumentException("A plain CQL endpoint knows no AWS credentials.");
        };
    }

    private static DriverConfigLoader config() {
        return settings().build();
    }

    private static ProgrammaticDriverConfigLoaderBuilder settings() {
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
                .withBoolean(DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_WARN, false);
    }
}
