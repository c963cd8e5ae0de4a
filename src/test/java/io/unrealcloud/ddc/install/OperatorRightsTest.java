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
import io.unrealcloud.ddc.aws.CallListener;
import io.unrealcloud.ddc.aws.sdk.AwsClients;
import io.unrealcloud.ddc.aws.sdk.AwsSettings;
import io.unrealcloud.ddc.install.RequestLog.Access;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.provision.keyspaces.CqlFacts;
import io.unrealcloud.ddc.provision.keyspaces.KeyspacesProvisioner;
import io.unrealcloud.ddc.reconcile.UnrealCloudDdcReconciler;
import io.unrealcloud.ddc.sandbox.identity.AccessKey;
import io.unrealcloud.ddc.sandbox.keyspaces.EmulatorConfig;
import io.unrealcloud.ddc.sandbox.keyspaces.KeyspacesEmulator;
import io.unrealcloud.ddc.testing.ApiServer;
import java.nio.file.Files;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator lives through a resource's life with the rights the chart gives it: no fewer than it needs, no more. */
@Tag("cluster")
class OperatorRightsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ACCOUNT = "123456789012";
    private static final AccessKey KEY = new AccessKey(
            "AKIARIGHTS0000000000", "secret", null, "arn:aws:iam::123456789012:user/operator", ACCOUNT, null);

    /**
     * What this story does not use. The framework does not begin without the right to update its lease, and then
     * renews it by patch; it reads a resource anew only after somebody else's change got between it and the finalizer.
     */
    private static final Set<String> RESERVE =
            Set.of("update coordination.k8s.io/leases", "get ddc.unrealcloud.io/unrealcloudddcs");

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
                KeyspacesEmulator emulator = KeyspacesEmulator.start(EmulatorConfig.local(KEY));
                AwsPorts aws = new AwsClients(
                        AwsSettings.DEFAULT
                                .withEndpoints(Map.of("keyspaces", emulator.uri()))
                                .withCredentials(new AwsSettings.StaticCredentials(
                                        KEY.accessKeyId(), KEY.secretAccessKey(), Optional.empty())),
                        CallListener.NONE);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Operator operator = operator(client, aws, threads, values.length == 0);
            try {
                story();
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

    private Operator operator(KubernetesClient client, AwsPorts aws, ExecutorService threads, boolean everywhere) {
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
        KeyspacesProvisioner keyspaces = new KeyspacesProvisioner(
                aws,
                (backend, names) -> new CqlFacts.Failed(clock.instant(), Reason.CqlUnreachable, "not part of this"),
                threads,
                clock);
        List<String> all = List.of("*");
        OperatorSettings settings = new OperatorSettings(
                new Tenancy(List.of(new Tenancy.Limits(watched, all, all, all, all, all, all, all))), null, null);
        UnrealCloudDdcReconciler reconciler = new UnrealCloudDdcReconciler(
                new Resolver(settings, new Account("aws", ACCOUNT)), keyspaces, client, clock);
        operator.register(reconciler, config -> {
            if (!everywhere) {
                config.settingNamespace(watched);
            }
        });
        operator.start();
        return operator;
    }

    /** Made, paused and resumed twice so that an event repeats, refused, and deleted. */
    private void story() throws Exception {
        ObjectNode example = (ObjectNode) Manifests.one(
                Manifests.read(Files.readString(Path.of("examples/single-region-keyspaces.yaml"))), "UnrealCloudDdc");
        ((ObjectNode) example.get("metadata")).put("namespace", watched);
        cluster.apply(List.of(example));
        until(has(ConditionType.DATABASE_READY));
        for (int i = 0; i < 2; i++) {
            annotate("\"true\"");
            until(has(ConditionType.RECONCILIATION_PAUSED));
            annotate("null");
            until(has(ConditionType.RECONCILIATION_PAUSED).negate());
        }
        await().atMost(PATIENCE)
                .until(() -> ApiServer.get().client().v1().events().inNamespace(watched).list().getItems().stream()
                        .anyMatch(event -> event.getCount() != null && event.getCount() > 1));
        resource().delete();
        await().atMost(PATIENCE).until(() -> resource().get() == null);
    }

    private static Predicate<UnrealCloudDdc> has(ConditionType type) {
        return resource -> resource.getStatus() != null
                && resource.getStatus().conditions().stream()
                        .anyMatch(condition -> condition.type().equals(type.value())
                                && !condition.reason().equals("Pending"));
    }

    private void annotate(String value) {
        resource()
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + Annotations.PAUSED + "\":" + value + "}}}");
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

    private static void judge(List<ObjectNode> installed, Set<Access> asked) throws Exception {
        JsonNode file = Manifests.read(Files.readString(Chart.DIRECTORY.resolve("files/rbac.yaml")))
                .getFirst();
        Set<String> notYet = new TreeSet<>();
        file.path("workload").forEach(rule -> notYet.addAll(rights(rule)));
        file.path("watched").forEach(rule -> notYet.removeAll(rights(rule)));
        Set<String> granted = new TreeSet<>();
        Manifests.ofKind(installed, "Role", "ClusterRole")
                .forEach(role -> role.path("rules").forEach(rule -> granted.addAll(rights(rule))));
        Set<String> used = new TreeSet<>();
        asked.forEach(access -> used.add(access.verb() + " " + access.group() + "/" + access.resource()));
        assertThat(granted).as("rights the operator used").containsAll(used);
        // The rules for DDC's own objects wait for the operator to make them; every other right must be used.
        granted.removeAll(notYet);
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
