package io.unrealcloud.ddc.sandbox.scylla;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.scylla.front.Dialect;
import io.unrealcloud.ddc.sandbox.scylla.front.ScyllaFront;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Fronts of one-node clusters over the shared Cassandra. They share one state, as the nodes of a cluster do; tests keep
 * apart by the names of keyspaces and roles.
 */
public final class ScyllaFixture implements AutoCloseable {
    public static final String ADMIN = "cassandra";

    private static final Role SUPERUSER = new Role(ADMIN, true, true, Set.of(), Optional.of(PasswordHash.of(ADMIN)));

    private final CassandraNode cassandra = SharedCassandra.get();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> keyspaces = new ArrayList<>();

    /** A front that asks for logins, in the words of a version. */
    public ScyllaFront front(String version) {
        return front(Dialect.of(ScyllaVersion.of(version)));
    }

    public ScyllaFront front(Dialect dialect) {
        try {
            synchronized (ScyllaFixture.class) {
                ScyllaFront front = ScyllaFront.start(
                        new InetSocketAddress("127.0.0.1", 0),
                        dialect,
                        cassandra.contactPoint(),
                        Optional.of(SUPERUSER));
                opened.addFirst(front);
                return front;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String dataCenter() {
        return cassandra.dataCenter();
    }

    /** A name no other test has; as a keyspace it is dropped in the end. */
    public String newName() {
        String name = "s_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        keyspaces.add(name);
        return name;
    }

    public CqlSession admin(ScyllaFront front) {
        return session(front.address(), ADMIN, ADMIN);
    }

    public CqlSession session(InetSocketAddress address, String user, String password) {
        CqlSession session = builder(address, cassandra.dataCenter())
                .withAuthCredentials(user, password)
                .build();
        opened.addFirst(session);
        return session;
    }

    public CqlSession anonymous(InetSocketAddress address) {
        CqlSession session = builder(address, cassandra.dataCenter()).build();
        opened.addFirst(session);
        return session;
    }

    /** A driver as DDC has one: protocol version 4, no schema of its own. */
    public static CqlSessionBuilder builder(InetSocketAddress address, String dataCenter) {
        return CqlSession.builder()
                .addContactPoint(address)
                .withLocalDatacenter(dataCenter)
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withString(DefaultDriverOption.PROTOCOL_VERSION, "V4")
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(60))
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(60))
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, Duration.ofSeconds(60))
                        .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                        .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
                        .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                        .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .build());
    }

    @Override
    public void close() {
        if (!keyspaces.isEmpty()) {
            ScyllaFront open = front(Dialect.of(ScyllaVersion.of("2025.1.0")).open());
            CqlSession session = anonymous(open.address());
            keyspaces.forEach(name -> session.execute("DROP KEYSPACE IF EXISTS " + name));
        }
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("Cannot close " + each, e);
            }
        }
    }
}
