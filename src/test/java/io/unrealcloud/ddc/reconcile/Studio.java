package io.unrealcloud.ddc.reconcile;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.Condition;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.identity.IdentityProvisioner;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.provision.keyspaces.EmulatedCql;
import io.unrealcloud.ddc.provision.keyspaces.EmulatedPorts;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.sandbox.keyspaces.model.KeyspaceView;
import io.unrealcloud.ddc.sandbox.keyspaces.model.Scope;
import io.unrealcloud.ddc.testing.ApiServer;
import io.unrealcloud.ddc.testing.TestProofs;
import io.unrealcloud.ddc.workload.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * One studio: a namespace of its own on the shared API server, an AWS account of its own, and an operator that may be
 * stopped and started. The resource is always called {@code ddc}.
 */
final class Studio implements AutoCloseable {

    static final String NAME = "ddc";
    static final Scope HERE = new Scope(Resources.ACCOUNT.id(), "us-east-1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final KubernetesClient client = ApiServer.get().client();
    final String namespace = ApiServer.get().newNamespace();
    final KeyspacesEmulator emulator = KeyspacesEmulator.start(EmulatorConfig.local(EmulatedPorts.KEY));
    final EmulatedCql cql = new EmulatedCql(emulator, Resources.ACCOUNT.id(), Clock.systemUTC());
    final AtomicInteger passes = new AtomicInteger();
    private final AwsPorts ports = StudioAccount.with(EmulatedPorts.to(emulator.uri()));
    private final UnaryOperator<AwsPorts> between;
    private ExecutorService threads;
    private Operator operator;
    private OperatorSettings settings = Resources.permissive(namespace);

    Studio() {
        this(ports -> ports);
    }

    /** @param between stands between the operator and AWS */
    Studio(UnaryOperator<AwsPorts> between) {
        this.between = between;
    }

    Studio start() {
        threads = Executors.newFixedThreadPool(4);
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withReconciliationTerminationTimeout(Duration.ofSeconds(10))
                .withUseSSAToPatchPrimaryResource(true)
                .withMetrics(counting()));
        operator.register(
                new UnrealCloudDdcReconciler(
                        new Resolver(settings, Resources.ACCOUNT),
                        new KeyspacesProvisioner(between.apply(ports), cql, threads, Clock.systemUTC()),
                        ScyllaProvisioners.over(between.apply(ports), threads, Clock.systemUTC()),
                        new IdentityProvisioner(between.apply(ports), threads, new HastyClock()),
                        Resources.ACCOUNT,
                        settings,
                        new Platform(
                                "localhost/unreal-cloud-ddc-operator:test",
                                Optional.empty(),
                                Map.of(),
                                Optional.empty()),
                        TestProofs.over(threads),
                        client,
                        Clock.systemUTC()),
                config -> config.settingNamespace(namespace));
        operator.start();
        return this;
    }

    void stop() {
        if (operator != null) {
            operator.stop();
            threads.shutdownNow();
            operator = null;
        }
    }

    Studio settings(OperatorSettings other) {
        this.settings = other;
        return this;
    }

    Studio delay(Duration duration, Delay... delays) {
        for (Delay delay : delays) {
            emulator.knobs().delay(delay, duration);
        }
        return this;
    }

    private Metrics counting() {
        return new Metrics() {
            @Override
            public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
                passes.incrementAndGet();
            }
        };
    }

    UnrealCloudDdc apply(String spec) {
        UnrealCloudDdc resource = new UnrealCloudDdc();
        resource.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(NAME).build());
        resource.setSpec(Resources.spec(spec));
        return client.resource(resource).create();
    }

    Resource<UnrealCloudDdc> resource() {
        return client.resources(UnrealCloudDdc.class).inNamespace(namespace).withName(NAME);
    }

    UnrealCloudDdc get() {
        return resource().get();
    }

    /** A JSON merge patch, as {@code kubectl patch --type merge -p} sends it. */
    void patch(String json) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    void annotate(String key, String value) {
        patch("{\"metadata\":{\"annotations\":{\"%s\":%s}}}"
                .formatted(key, value == null ? "null" : "\"" + value + "\""));
    }

    /** Asks for everything to be read anew, and waits until that was done. */
    void readAll() {
        String at = UUID.randomUUID().toString();
        annotate(Annotations.RECONCILE_AT, at);
        until(resource -> at.equals(resource.getStatus().observedReconcileAt()));
    }

    /** Waits for more passes to end than had ended when this was called, each begun by an event made here. */
    void passesMore(int count) {
        for (int i = 0; i < count; i++) {
            int before = passes.get();
            annotate("tests/touched", UUID.randomUUID().toString());
            await().atMost(PATIENCE).until(() -> passes.get() > before);
        }
    }

    UnrealCloudDdc until(Predicate<UnrealCloudDdc> enough) {
        try {
            return await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(this::get, found -> found != null && found.getStatus() != null && enough.test(found));
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("Never so. Last seen: " + (get() == null ? null : get().getStatus()), late);
        }
    }

    UnrealCloudDdc until(ConditionType type, ConditionStatus status, Reason reason) {
        return until(resource -> condition(resource, type)
                .filter(condition ->
                        condition.status() == status && condition.reason().equals(reason.name()))
                .isPresent());
    }

    UnrealCloudDdc ready() {
        return until(resource -> isTrue(resource, ConditionType.DATABASE_READY)
                && isTrue(resource, ConditionType.SCHEMA_VALID)
                && isTrue(resource, ConditionType.IDENTITY_READY)
                && !databaseUnderWay(resource)
                && resource.getMetadata()
                        .getGeneration()
                        .equals(resource.getStatus().observedGeneration()));
    }

    /** Pods are never there in these tests unless a test says so. */
    private static boolean databaseUnderWay(UnrealCloudDdc resource) {
        return condition(resource, ConditionType.PROGRESSING)
                .filter(progress -> progress.status() == ConditionStatus.TRUE
                        && !progress.reason().equals(Reason.RollingOut.name()))
                .isPresent();
    }

    void untilGone() {
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> get() == null);
        } catch (org.awaitility.core.ConditionTimeoutException late) {
            throw new AssertionError("Still there: " + get().getStatus(), late);
        }
    }

    static boolean isTrue(UnrealCloudDdc resource, ConditionType type) {
        return condition(resource, type)
                .filter(condition -> condition.status() == ConditionStatus.TRUE)
                .isPresent();
    }

    static Optional<Condition> condition(UnrealCloudDdc resource, ConditionType type) {
        return Conditions.find(resource.getStatus().conditions(), type);
    }

    static String message(UnrealCloudDdc resource, ConditionType type) {
        return condition(resource, type).orElseThrow().message();
    }

    List<Event> events() {
        return client.v1().events().inNamespace(namespace).list().getItems();
    }

    List<String> keyspaces() {
        return emulator.catalog().keyspaces(HERE).stream()
                .map(KeyspaceView::name)
                .toList();
    }

    Map<String, String> tags(String keyspace) {
        return emulator.catalog().keyspace(HERE, keyspace).orElseThrow().tags();
    }

    @Override
    public void close() {
        stop();
        UnrealCloudDdc left = get();
        if (left != null) {
            annotate(Annotations.ABANDON, "true");
            resource().delete();
            patchAwayFinalizers();
        }
        ports.close();
        emulator.close();
    }

    private void patchAwayFinalizers() {
        if (get() != null) {
            patch("{\"metadata\":{\"finalizers\":null}}");
        }
    }
}
