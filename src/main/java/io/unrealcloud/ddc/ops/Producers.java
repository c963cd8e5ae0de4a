package io.unrealcloud.ddc.ops;

import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.micrometer.core.instrument.MeterRegistry;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.cql.CqlEndpoint;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.CqlSessions;
import io.unrealcloud.ddc.identity.IdentityProvisioner;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesCqlReader;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.reconcile.Proofs;
import io.unrealcloud.ddc.reconcile.ScyllaProvisioners;
import io.unrealcloud.ddc.verification.CqlRows;
import io.unrealcloud.ddc.workload.Platform;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** Puts the parts of the operator together. */
@ApplicationScoped
public class Producers {

    /** AWS calls under way at the same time, for all resources together. */
    private static final int AWS_CALLS = 16;

    /** Checks of DDC under way at the same time. */
    private static final int CHECKS = 4;

    private final ExecutorService calls = threads("aws-", AWS_CALLS);
    private final ExecutorService checks = threads("check-", CHECKS);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    OperatorSettings settings(@ConfigProperty(name = "ddc.operator.config") String file) {
        return SettingsLoader.load(Path.of(file));
    }

    @Produces
    @Singleton
    Watched watched(@ConfigProperty(name = "ddc.operator.watch") List<String> namespaces) {
        return new Watched(namespaces.equals(List.of(Constants.WATCH_ALL_NAMESPACES)) ? List.of() : namespaces);
    }

    /** None where no lease is named: then one replica works, and an upgrade stops it before it starts the next. */
    @Produces
    @Dependent
    LeaderElectionConfiguration election(
            @ConfigProperty(name = "ddc.operator.lease") Optional<String> lease,
            @ConfigProperty(name = "ddc.operator.namespace") Optional<String> namespace) {
        return lease.map(name -> namespace
                        .map(own -> new LeaderElectionConfiguration(name, own))
                        .orElseThrow(() -> new StartupException("DDC_OPERATOR_LEASE names a lease, but not where: set"
                                + " DDC_OPERATOR_NAMESPACE to the operator's namespace.")))
                .orElse(null);
    }

    @Produces
    @Singleton
    AwsPorts aws(MeterRegistry meters) {
        return new AwsClients(AwsSettings.DEFAULT, new AwsMeters(meters));
    }

    void close(@Disposes AwsPorts aws) {
        aws.close();
    }

    @Produces
    @Singleton
    Account account(AwsPorts aws) {
        return Preflight.account(aws, Preflight.region());
    }

    @Produces
    @Singleton
    Resolver resolver(OperatorSettings settings, Account account) {
        return new Resolver(settings, account);
    }

    @Produces
    @Singleton
    KeyspacesProvisioner keyspaces(AwsPorts aws, OperatorSettings settings, Clock clock) {
        KeyspacesCqlReader cql = new KeyspacesCqlReader(
                CqlLogin.Iam.of(DefaultCredentialsProvider.builder().build()),
                Optional.ofNullable(settings.cql().trustStore()).map(Path::of),
                clock);
        return new KeyspacesProvisioner(aws, cql, calls, clock);
    }

    @Produces
    @Singleton
    ScyllaProvisioners scylla(AwsPorts aws, Clock clock) {
        return ScyllaProvisioners.over(aws, calls, clock);
    }

    void close(@Disposes ScyllaProvisioners scylla) {
        scylla.close();
    }

    @Produces
    @Singleton
    IdentityProvisioner roles(AwsPorts aws, Clock clock) {
        return new IdentityProvisioner(aws, calls, clock);
    }

    @Produces
    @Singleton
    Platform platform(
            OperatorSettings settings,
            @ConfigProperty(name = "ddc.operator.image") Optional<String> image,
            @ConfigProperty(name = "ddc.operator.namespace") Optional<String> namespace) {
        return PlatformLoader.load(settings, image, namespace, System.getenv());
    }

    @Produces
    @Singleton
    Proofs proofs(OperatorSettings settings, MeterRegistry meters, Clock clock) {
        CqlLogin login = CqlLogin.Iam.of(DefaultCredentialsProvider.builder().build());
        Optional<Path> trust = Optional.ofNullable(settings.cql().trustStore()).map(Path::of);
        return Proofs.standard(
                checks,
                backend -> CqlRows.open(
                        () -> CqlSessions.open(
                                new CqlEndpoint(
                                        backend.endpoint().host(),
                                        backend.endpoint().port(),
                                        true,
                                        trust,
                                        backend.region()),
                                login,
                                clock),
                        backend.names(),
                        clock),
                new VerificationMeters(meters),
                clock);
    }

    /** Daemon threads: single AWS calls and checks, none of which a shutdown has to wait for. */
    private static ExecutorService threads(String prefix, int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadFactory threads = work -> {
            Thread thread = new Thread(work, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return Executors.newFixedThreadPool(count, threads);
    }
}
