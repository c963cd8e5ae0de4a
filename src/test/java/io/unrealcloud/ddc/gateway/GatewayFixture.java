package io.unrealcloud.ddc.gateway;

import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.cql.SigV4Credentials;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlFront;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontSettings;
import io.unrealcloud.ddc.sandbox.cqlfront.data.CassandraDataPlane;
import io.unrealcloud.ddc.sandbox.cqlfront.tls.SandboxAuthority;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.RealTimeline;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import io.unrealcloud.ddc.schema.ColumnMode;
import io.unrealcloud.ddc.schema.CqlDialect;
import io.unrealcloud.ddc.schema.CqlIdentifier;
import io.unrealcloud.ddc.schema.KeyspaceLayout;
import io.unrealcloud.ddc.schema.KeyspaceNames;
import io.unrealcloud.ddc.schema.KeyspaceSchema;
import io.unrealcloud.ddc.schema.SchemaCatalogue;
import io.unrealcloud.ddc.schema.SchemaCql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A gateway in front of the CQL front in front of the shared Cassandra, with sessions to each of them. */
final class GatewayFixture implements AutoCloseable {
    static final String REGION = "us-east-1";
    static final String ACCOUNT = "123456789012";
    static final String USER = "ddc-at-" + ACCOUNT;
    static final String PASSWORD = "service-password";
    static final SigV4Credentials POD = new SigV4Credentials("ASIAPOD", "pod-secret", Optional.of("pod/token+=="));
    private static final AtomicInteger NAMES = new AtomicInteger();

    final CassandraNode cassandra = SharedCassandra.get();
    final KnownPrincipals principals = KnownPrincipals.of(new AccessKey(
            POD.accessKeyId(),
            POD.secretAccessKey(),
            POD.sessionToken().orElseThrow(),
            "arn:aws:sts::" + ACCOUNT + ":assumed-role/ddc/pod",
            ACCOUNT,
            null));
    final CqlFront front;
    final SandboxAuthority authority;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final List<String> keyspaces = new ArrayList<>();
    private CqlSession direct;

    GatewayFixture(Path directory) {
        this(directory, settings -> settings);
    }

    GatewayFixture(Path directory, UnaryOperator<FrontSettings> change) {
        principals.add(new ServiceUser(USER, PASSWORD, "arn:aws:iam::" + ACCOUNT + ":user/ddc", ACCOUNT));
        authority = SandboxAuthority.in(directory.resolve("ca"));
        CassandraDataPlane data = new CassandraDataPlane(cassandra.contactPoint(), cassandra.dataCenter());
        opened.push(data);
        Knobs knobs = new Knobs();
        for (Delay delay : Delay.values()) {
            knobs.delay(delay, Duration.ZERO);
        }
        RealTimeline timeline = new RealTimeline();
        opened.push(timeline);
        try {
            front = CqlFront.start(
                    change.apply(FrontSettings.local(
                            REGION,
                            cassandra.contactPoint(),
                            new CatalogStore(knobs, data, timeline),
                            principals,
                            knobs)),
                    authority);
            opened.push(front);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A configuration for a gateway in front of the front; further arguments win. */
    GatewayConfig config(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--region=" + REGION,
                "--port=" + freePort(),
                "--http=127.0.0.1:0",
                "--upstream-host=localhost",
                "--upstream-port=" + front.address().getPort(),
                "--upstream-trust=" + authority.certificateFile()));
        arguments.addAll(List.of(more));
        return ConfigReader.read(
                arguments,
                Map.of("AWS_ACCESS_KEY_ID", POD.accessKeyId(), "AWS_SECRET_ACCESS_KEY", POD.secretAccessKey()));
    }

    /** A running gateway that has reached the front. */
    Gateway gateway(String... more) {
        Gateway gateway = start(config(more), () -> new CqlLogin.Iam(() -> POD));
        await().atMost(Duration.ofSeconds(20)).until(gateway.health()::started);
        return gateway;
    }

    Gateway start(GatewayConfig config, Supplier<CqlLogin> logins) {
        Gateway gateway = Gateway.start(config, logins, Clock.systemUTC(), System::nanoTime);
        opened.push(gateway);
        return gateway;
    }

    /** A session without the gateway, at LOCAL_QUORUM, with the service-specific password. */
    CqlSession direct() {
        if (direct == null) {
            direct = CqlSessions.open(
                    new CqlEndpoint(
                            "localhost",
                            front.address().getPort(),
                            true,
                            Optional.of(authority.certificateFile()),
                            REGION),
                    new CqlLogin.Password(USER, PASSWORD),
                    Clock.systemUTC());
            opened.push(direct);
        }
        return direct;
    }

    /** A driver session as a client has one that knows neither TLS nor login, at the driver's own LOCAL_ONE. */
    CqlSession through(Gateway gateway) {
        return through(gateway, Map.of());
    }

    CqlSession through(Gateway gateway, Map<DefaultDriverOption, Integer> options) {
        var loader = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, Duration.ofSeconds(10))
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0);
        options.forEach(loader::withInt);
        CqlSession session = CqlSession.builder()
                .withConfigLoader(loader.build())
                .addContactPoint(gateway.addresses().get(0))
                .withLocalDatacenter(REGION)
                .build();
        opened.push(session);
        return session;
    }

    /** A new keyspace, ready for use; dropped from Cassandra in the end. */
    String keyspace() {
        String name = "gw_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
        keyspaces.add(name);
        direct().execute("CREATE KEYSPACE " + name + " WITH replication = {'class': 'SingleRegionStrategy'}");
        await().until(() -> !direct().execute(
                        "SELECT keyspace_name FROM system_schema.keyspaces WHERE keyspace_name = '" + name + "'")
                .all()
                .isEmpty());
        return name;
    }

    /** Creates a table or type directly and waits until it can be used. */
    void create(String kind, String keyspace, String name, String definition) {
        direct().execute("CREATE " + kind + " " + keyspace + "." + name + " " + definition);
        String column = kind.equals("TYPE") ? "type_name" : "table_name";
        String table = kind.equals("TYPE") ? "types" : "tables";
        await().until(() -> !direct().execute("SELECT keyspace_name FROM system_schema." + table
                        + " WHERE keyspace_name = '" + keyspace + "' AND " + column + " = '" + name + "'")
                .all()
                .isEmpty());
    }

    /** Creates DDC's keyspaces, types and tables, of either mode and without indexes, and waits for them. */
    void createSchemaOfDdc(KeyspaceNames names, ColumnMode mode) {
        SchemaCql ddl = new SchemaCql(CqlDialect.KEYSPACES, false);
        Map<String, KeyspaceSchema> schemas =
                names.named(SchemaCatalogue.current().profile("Jupiter").keyspaces(KeyspaceLayout.STANDARD, mode));
        CqlSession session = direct();
        keyspaces.addAll(schemas.keySet());
        schemas.keySet()
                .forEach(name -> session.execute(
                        "CREATE KEYSPACE " + name + " WITH replication = {'class': 'SingleRegionStrategy'}"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> session.execute("SELECT keyspace_name FROM system_schema.keyspaces").all().stream()
                        .map(row -> row.getString(0))
                        .collect(Collectors.toSet())
                        .containsAll(schemas.keySet()));
        schemas.forEach((name, schema) -> {
            CqlIdentifier keyspace = CqlIdentifier.of(name);
            schema.types().forEach(type -> session.execute(ddl.createType(keyspace, type)));
            schema.tables().forEach(table -> session.execute(ddl.createTable(keyspace, table)));
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> schemas.entrySet().stream()
                .allMatch(entry -> session.execute("SELECT table_name FROM system_schema.tables WHERE"
                                        + " keyspace_name = '" + entry.getKey() + "'")
                                .all()
                                .size()
                        == entry.getValue().tables().size()));
    }

    static int freePort() {
        for (int attempt = 0; attempt < 50; attempt++) {
            try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                int port = first.getLocalPort();
                try (ServerSocket second = new ServerSocket();
                        ServerSocket third = new ServerSocket()) {
                    second.bind(new InetSocketAddress("127.0.0.2", port));
                    third.bind(new InetSocketAddress("127.0.0.3", port));
                    return port;
                }
            } catch (IOException e) {
                // Somebody has that port on another of the addresses; another one will do.
                continue;
            }
        }
        throw new IllegalStateException("No port is free on 127.0.0.1, .2 and .3");
    }

    @Override
    public void close() {
        if (direct != null) {
            // Its connections may have been dropped by a test.
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptionsInstanceOf(AllNodesFailedException.class)
                    .untilAsserted(() -> keyspaces.forEach(name -> direct.execute("DROP KEYSPACE IF EXISTS " + name)));
            await().until(() -> direct.execute("SELECT keyspace_name FROM system_schema.keyspaces").all().stream()
                    .noneMatch(row -> keyspaces.contains(row.getString(0))));
        }
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
