package io.unrealcloud.ddc.sandbox.cqlfront;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.auth.AuthProvider;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.unrealcloud.ddc.sandbox.cassandra.CassandraNode;
import io.unrealcloud.ddc.sandbox.cassandra.SharedCassandra;
import io.unrealcloud.ddc.sandbox.cqlfront.data.CassandraDataPlane;
import io.unrealcloud.ddc.sandbox.cqlfront.tls.SandboxAuthority;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.identity.ServiceUser;
import io.unrealcloud.ddc.sandbox.keyspaces.Catalog;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import io.unrealcloud.ddc.sandbox.keyspaces.ManualTimeline;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.sandbox.keyspaces.store.CatalogStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.aws.mcs.auth.SigV4AuthProvider;

/** A catalogue over the shared Cassandra, with fronts for as many Regions as a test wants. */
public final class FrontFixture {
    public static final String ACCOUNT = "123456789012";
    public static final String USER = "ddc-at-" + ACCOUNT;
    public static final String PASSWORD = "service-password";
    public static final String USER_ARN = "arn:aws:iam::" + ACCOUNT + ":user/ddc";
    private static final AtomicInteger NAMES = new AtomicInteger();

    public final Knobs knobs = new Knobs();
    public final ManualTimeline timeline = new ManualTimeline();
    public final KnownPrincipals principals = KnownPrincipals.of(new AccessKey(
            "ASIAPOD",
            "pod-secret",
            "pod/session+token==",
            "arn:aws:sts::" + ACCOUNT + ":assumed-role/ddc/pod",
            ACCOUNT,
            Instant.now().plusSeconds(3600)));
    public final CassandraNode cassandra = SharedCassandra.get();
    public final SandboxAuthority authority;
    public final CatalogStore catalog;
    private final CassandraDataPlane data;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> keyspaces = new ArrayList<>();

    public FrontFixture(Path directory) {
        principals.add(new ServiceUser(USER, PASSWORD, USER_ARN, ACCOUNT));
        authority = SandboxAuthority.in(directory);
        data = new CassandraDataPlane(cassandra.contactPoint(), cassandra.dataCenter());
        catalog = new CatalogStore(knobs, data, timeline);
    }

    public static Scope scope(String region) {
        return new Scope(ACCOUNT, region);
    }

    public CqlFront front(String region) {
        return front(region, settings -> settings);
    }

    public CqlFront front(String region, UnaryOperator<FrontSettings> change) {
        try {
            Catalog shared = catalog;
            CqlFront front = CqlFront.start(
                    change.apply(FrontSettings.local(region, cassandra.contactPoint(), shared, principals, knobs)),
                    authority);
            opened.add(0, front);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A keyspace name no other test has; dropped from Cassandra in the end. */
    public String newName() {
        String name = "ks_" + ProcessHandle.current().pid() + "_" + NAMES.incrementAndGet();
        keyspaces.add(name);
        return name;
    }

    /** A session with the service-specific password that writes as Keyspaces wants it. */
    public CqlSession session(CqlFront front) {
        return session(front, builder -> builder.withAuthCredentials(USER, PASSWORD));
    }

    /** A session that signs with the official plugin. */
    public CqlSession signedSession(CqlFront front, AwsCredentials credentials, String region) {
        AuthProvider plugin = new SigV4AuthProvider(StaticCredentialsProvider.create(credentials), region);
        return session(front, builder -> builder.withAuthProvider(plugin));
    }

    public static AwsCredentials pod() {
        return AwsSessionCredentials.create("ASIAPOD", "pod-secret", "pod/session+token==");
    }

    public CqlSession session(CqlFront front, UnaryOperator<CqlSessionBuilder> login) {
        CqlSession session = login.apply(CqlSession.builder()
                        .addContactPoint(front.address())
                        .withLocalDatacenter(front.region())
                        .withConfigLoader(config().build())
                        .withSslEngineFactory(new ProgrammaticSslEngineFactory(trust(), null, true)))
                .build();
        opened.add(0, session);
        return session;
    }

    public static ProgrammaticDriverConfigLoaderBuilder config() {
        return DriverConfigLoader.programmaticBuilder()
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(30))
                .withString(DefaultDriverOption.NETTY_IO_SHUTDOWN_UNIT, "MILLISECONDS")
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 100)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_TIMEOUT, 5_000)
                .withString(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_UNIT, "MILLISECONDS")
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 100)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_TIMEOUT, 5_000)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1);
    }

    public SSLContext trust() {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("sandbox", authority.certificate());
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Closes everything opened through this, last opened first, and drops its keyspaces. */
    public void close() throws Exception {
        for (AutoCloseable open : opened) {
            open.close();
        }
        timeline.close();
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(cassandra.contactPoint())
                .withLocalDatacenter(cassandra.dataCenter())
                .withConfigLoader(config().build())
                .build()) {
            keyspaces.forEach(name -> session.execute("DROP KEYSPACE IF EXISTS " + name));
        }
        data.close();
    }
}
