package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.identity.IdentityProvisioner;
import io.unrealcloud.ddc.install.RequestLog.Access;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.provision.keyspaces.EmulatedCql;
import io.unrealcloud.ddc.provision.keyspaces.EmulatedPorts;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.reconcile.ScyllaProvisioners;
import io.unrealcloud.ddc.reconcile.StudioAccount;
import io.unrealcloud.ddc.reconcile.UnrealCloudDdcReconciler;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.testing.ApiServer;
import io.unrealcloud.ddc.testing.TestProofs;
import io.unrealcloud.ddc.workload.Applier;
import io.unrealcloud.ddc.workload.LiveObjects;
import io.unrealcloud.ddc.workload.Platform;
import io.unrealcloud.ddc.workload.ScyllaConnection;
import io.unrealcloud.ddc.workload.ServerObjects;
import io.unrealcloud.ddc.workload.objects.ScyllaObjects;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator lives through a resource's life with the rights the chart gives it: no fewer than it needs, no more. */
@Tag("cluster")
class OperatorRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOUNDARY = "arn:aws:iam::123456789012:policy/ddc-boundary";

    /**
     * What this story does not use. The framework does not begin without the right to update its lease, and then
     * renews it by patch. A resource or a Secret is read anew only after somebody else's change came in between. The
     * rest is not the operator's: DDC gets it.
     */
    private static final Set<String> RESERVE = Set.of(
            "update coordination.k8s.io/leases",
            "get ddc.unrealcloud.io/unrealcloudddcs",
            "get /secrets",
            "get /pods",
            "watch /pods",
            "update /configmaps");

    /** Every option that brings an object of its own. */
    private static final String RESOURCE = """
        apiVersion: ddc.unrealcloud.io/v1alpha1
        kind: UnrealCloudDdc
        metadata: {name: games, namespace: %s}
        spec:
          region: us-east-1
          cluster: {name: games}
          database: {amazonKeyspaces: {}}
          storage: {s3: {bucketName: games-ddc}}
          application:
            worker: {enabled: true}
            autoscaling: {minReplicas: 3, maxReplicas: 9}
            networkPolicy: {cidrBlocks: [10.0.0.0/8]}
            ingress: {className: alb, host: ddc.example.com}
        """;

    private static final Set<String> KINDS = Set.of(
            "configmap",
            "deployment.apps",
            "horizontalpodautoscaler.autoscaling",
            "ingress.networking.k8s.io",
            "networkpolicy.networking.k8s.io",
            "poddisruptionbudget.policy",
            "role.rbac.authorization.k8s.io",
            "rolebinding.rbac.authorization.k8s.io",
            "secret",
            "service",
            "serviceaccount");

    @TempDir
    private Path home;

    private final String own = ApiServer.get().newNamespace();
    private final String watched = ApiServer.get().newNamespace();
    private Cluster cluster;

    @BeforeEach
    void connect() {
        cluster = new Cluster(home);
    }

    @Test
    void inOneNamespace() throws Exception {
        live("--set", "watchNamespaces={" + watched + "}");
    }

    @Test
    void inAllNamespaces() throws Exception {
        live();
    }

    private void live(String... values) throws Exception {
        List<ObjectNode> installed = Manifests.ofKind(
                Chart.render(java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("--namespace", own, "--set", "fullnameOverride=" + own),
                                java.util.Arrays.stream(values))
                        .toArray(String[]::new)),
                "ServiceAccount",
                "Role",
                "RoleBinding",
                "ClusterRole",
                "ClusterRoleBinding");
        cluster.apply(installed);
        RequestLog log = new RequestLog();
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(Impersonated.serviceAccount(own, own))
                        .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("log", log))
                        .build();
                KeyspacesEmulator emulator = KeyspacesEmulator.start(EmulatorConfig.local(EmulatedPorts.KEY));
                AwsPorts aws = StudioAccount.with(EmulatedPorts.to(emulator.uri()));
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Operator operator = operator(client, aws, emulator, threads, values.length == 0);
            try {
                story();
                nameNodes(client);
            } catch (ConditionTimeoutException late) {
                UnrealCloudDdc left = resource().get();
                throw new AssertionError(
                        "denied: " + log.denied() + "; objects: " + objects() + "; "
                                + (left == null ? "" : left.getStatus().conditions()),
                        late);
            } finally {
                operator.stop();
                threads.shutdownNow();
            }
        } finally {
            Manifests.ofKind(installed, "ClusterRole", "ClusterRoleBinding").forEach(object -> cluster.kubectl(
                            "delete", object.path("kind").asText(), own)
                    .ok());
        }
        assertThat(log.denied()).isEmpty();
        judge(installed, log.asked());
    }

    private Operator operator(
            KubernetesClient client,
            AwsPorts aws,
            KeyspacesEmulator emulator,
            ExecutorService threads,
            boolean everywhere) {
        Operator operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withUseSSAToPatchPrimaryResource(true)
                .withLeaderElectionConfiguration(new LeaderElectionConfiguration(
                        own,
                        own,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(200),
                        own,
                        null,
                        false)));
        Clock clock = Clock.systemUTC();
        OperatorSettings settings = new OperatorSettings(
                new Tenancy(List.of(Resources.unlimited(watched))),
                new OperatorSettings.Identity(null, BOUNDARY, false, false),
                null);
        UnrealCloudDdcReconciler reconciler = new UnrealCloudDdcReconciler(
                new Resolver(settings, Resources.ACCOUNT),
                new KeyspacesProvisioner(aws, new EmulatedCql(emulator, Resources.ACCOUNT.id(), clock), threads, clock),
                ScyllaProvisioners.over(aws, threads, clock),
                new IdentityProvisioner(aws, threads, clock),
                Resources.ACCOUNT,
                settings,
                new Platform("localhost/unreal-cloud-ddc-operator:test", Optional.of(own), Map.of(), Optional.empty()),
                TestProofs.over(threads),
                client,
                clock);
        operator.register(reconciler, config -> {
            if (!everywhere) {
                config.settingNamespace(watched);
            }
        });
        operator.start();
        return operator;
    }

    /** Made with every object there is, paused and resumed twice so that an event repeats, and deleted for good. */
    private void story() {
        cluster.apply(Manifests.read(RESOURCE.formatted(watched)));
        await().atMost(PATIENCE).until(() -> objects().containsAll(KINDS));
        for (int i = 0; i < 2; i++) {
            patch("{\"metadata\":{\"annotations\":{\"" + Annotations.PAUSED + "\":\"true\"}}}");
            until(has(ConditionType.RECONCILIATION_PAUSED));
            patch("{\"metadata\":{\"annotations\":{\"" + Annotations.PAUSED + "\":null}}}");
            until(has(ConditionType.RECONCILIATION_PAUSED).negate());
        }
        await().atMost(PATIENCE)
                .until(() -> ApiServer.get().client().v1().events().inNamespace(watched).list().getItems().stream()
                        .anyMatch(event -> event.getCount() != null && event.getCount() > 1));
        patch("{\"spec\":{\"deletionPolicy\":\"Delete\",\"deletionConfirmation\":\"games\"}}");
        resource().delete();
        await().atMost(PATIENCE).until(() -> resource().get() == null);
        assertThat(objects()).as("left in the cluster").doesNotContainAnyElementsOf(KINDS);
    }

    /** What ScyllaDB's name and login need in Kubernetes; its nodes need machines, which there are none of here. */
    private void nameNodes(KubernetesClient client) {
        Owner owner = new Owner("arn:aws:eks:us-east-1:111122223333:cluster/games", watched, "games", "uid-1");
        Applier applier = new Applier(client);
        LiveObjects live = new ServerObjects(client);
        ScyllaConnection named = new ScyllaConnection(
                "us-east-1", List.of("10.0.0.4"), Optional.of(Map.of("connectionString", "Port=9042")));
        assertThat(applier.apply(owner, ScyllaObjects.of(owner, named), Optional.empty(), live))
                .isEmpty();
        assertThat(applier.prune(owner, List.of(), live)).isEmpty();
    }

    /** Kinds of what the operator made, as kubectl names them. */
    private Set<String> objects() {
        return cluster.kubectl(
                        "get",
                        String.join(",", KINDS),
                        "-n",
                        watched,
                        "-l",
                        "app.kubernetes.io/managed-by=unreal-cloud-ddc-operator",
                        "-o",
                        "name")
                .ok()
                .lines()
                .map(name -> name.substring(0, name.indexOf('/')))
                .collect(Collectors.toSet());
    }

    private void patch(String json) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    private static Predicate<UnrealCloudDdc> has(ConditionType type) {
        return resource -> resource.getStatus() != null
                && resource.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals(type.value())
                                && !condition.reason().equals("Pending"));
    }

    private void until(Predicate<UnrealCloudDdc> enough) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> resource().get(), found -> found != null && enough.test(found));
    }

    private Resource<UnrealCloudDdc> resource() {
        return ApiServer.get()
                .client()
                .resources(UnrealCloudDdc.class)
                .inNamespace(watched)
                .withName("games");
    }

    private static void judge(List<ObjectNode> installed, Set<Access> asked) {
        Set<String> granted = new TreeSet<>();
        Manifests.ofKind(installed, "Role", "ClusterRole")
                .forEach(role -> role.path("rules").forEach(rule -> granted.addAll(rights(rule))));
        Set<String> used = new TreeSet<>();
        asked.forEach(access -> used.add(access.verb() + " " + access.group() + "/" + access.resource()));
        assertThat(granted).as("rights the operator used").containsAll(used);
        granted.removeAll(RESERVE);
        assertThat(used).as("rights the operator has").containsAll(granted);
    }

    /** Each pair of verb and resource of a rule. */
    private static Set<String> rights(JsonNode rule) {
        Set<String> rights = new TreeSet<>();
        for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
                for (JsonNode verb : rule.path("verbs")) {
                    rights.add(verb.asText() + " " + group.asText() + "/" + resource.asText());
                }
            }
        }
        return rights;
    }
}
