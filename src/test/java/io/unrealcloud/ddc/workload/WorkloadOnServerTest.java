package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.PinStatus;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Verdict;
import io.unrealcloud.ddc.testing.ApiServer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The workload against a real API server, without controllers: objects, their owners and their versions. */
@Tag("cluster")
class WorkloadOnServerTest {

    private static final Verdict YES = Verdict.yes(Reason.Available, "There.");
    private static final Verdict NO = Verdict.no(Reason.CreatingTables, "12 of 20 tables are ready.");

    private final KubernetesClient client = ApiServer.get().client();
    private final String namespace = ApiServer.get().newNamespace();
    private final LiveObjects live = new ServerObjects(client);
    private final Workload workload = new Workload(client, Workbench.PLATFORM);
    private final String uid = UUID.randomUUID().toString();

    @Test
    void aSecondPassWritesNothing() {
        for (String name :
                new String[] {"minimal", "autoscaling", "worker", "service-load-balancer", "sites-primary"}) {
            UnrealCloudDdc resource = resource(name);
            pass(resource, YES);
            Map<String, String> before = versions(resource);

            pass(resource, YES);
            new Workload(client, Workbench.PLATFORM).pass(request(resource, YES, Optional.empty()), live);

            assertThat(versions(resource)).as(name).isEqualTo(before).hasSizeGreaterThan(7);
        }
    }

    @Test
    void theFirstRolloutWaitsForDatabaseAndRoleAndLaterOnesDoNot() {
        UnrealCloudDdc resource = resource("minimal");

        WorkloadReport waiting = pass(resource, NO);

        assertThat(waiting.available().reason()).isEqualTo(Reason.WaitingForBinding);
        assertThat(waiting.available().message()).contains("12 of 20");
        assertThat(versions(resource)).isEmpty();

        pass(resource, YES);
        client.resource(deployment()).delete();
        pass(resource, YES);
        assertThat(deployment()).isNotNull();

        client.services().inNamespace(namespace).withName("games-ddc").delete();
        pass(resource, NO);
        assertThat(client.services()
                        .inNamespace(namespace)
                        .withName("games-ddc")
                        .get())
                .isNotNull();
        assertThat(settings()).contains("CleanOldBlobs: \"false\"").contains("CleanOldRefRecords: \"false\"");
    }

    @Test
    void pruningTakesWhatIsNoLongerAskedForAndNothingElse() {
        pass(resource("worker"), YES);
        ConfigMap other = client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("theirs")
                        .withNamespace(namespace)
                        .withLabels(Labels.of(names()))
                        .endMetadata()
                        .build())
                .create();

        pass(resource("minimal"), YES);

        assertThat(live.get(Deployment.class, namespace, "games-ddc-worker")).isEmpty();
        assertThat(live.get(ConfigMap.class, namespace, "games-ddc-worker")).isEmpty();
        assertThat(client.resource(other).get()).isNotNull();
        assertThat(deployment()).isNotNull();
    }

    @Test
    void anotherOwnersFieldsSurviveAndOursComeBack() {
        UnrealCloudDdc resource = resource("minimal");
        pass(resource, YES);
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("games-ddc")
                        .withNamespace(namespace)
                        .addToAnnotations("example.com/theirs", "stays")
                        .endMetadata()
                        .build())
                .fieldManager("somebody")
                .serverSideApply();
        client.resource(deployment()).edit(found -> new DeploymentBuilder(found)
                .editSpec()
                .withReplicas(7)
                .endSpec()
                .build());

        pass(resource, YES);

        assertThat(deployment().getSpec().getReplicas()).isEqualTo(2);
        assertThat(deployment().getMetadata().getAnnotations()).containsEntry("example.com/theirs", "stays");
    }

    @Test
    void anObjectOfSomebodyElseIsLeftAlone() {
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("games-ddc")
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToData("theirs", "data")
                        .build())
                .create();

        WorkloadReport report = pass(resource("minimal"), YES);

        assertThat(report.degraded().orElseThrow().reason()).isEqualTo(Reason.ForeignObjects);
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withName("games-ddc")
                        .get()
                        .getData())
                .containsOnly(Map.entry("theirs", "data"));
    }

    @Test
    void theNumberOfPodsIsHandedToTheAutoscalerAndBackWithoutADrop() {
        pass(resource("replicas"), YES);
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(5);

        pass(resource("autoscaling"), YES);
        assertThat(deployment().getSpec().getReplicas())
                .as("until the autoscaler speaks")
                .isEqualTo(5);

        client.resource(deployment())
                .subresource("scale")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"replicas\":8}}");
        pass(resource("autoscaling"), YES);
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(8);

        pass(resource("replicas"), YES);
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(5);
    }

    @Test
    void tokensAreMadeOnceAndAChangedOneRestartsPods() {
        UnrealCloudDdc resource = resource("minimal");
        pass(resource, YES);
        Secret token = client.secrets()
                .inNamespace(namespace)
                .withName("games-ddc-token")
                .get();
        String before = configuration();
        assertThat(token.getMetadata().getLabels()).containsEntry(Annotations.USE_LABEL, "games");
        pass(resource, YES);
        assertThat(configuration()).isEqualTo(before);

        rotate("another-token-of-the-studio");
        pass(resource, YES);
        assertThat(configuration()).isNotEqualTo(before);

        rotate("with a line break\n");
        assertThat(pass(resource, YES).degraded().orElseThrow().reason()).isEqualTo(Reason.SecretMalformed);
    }

    @Test
    void aSecretWithoutTheLabelIsNotRead() {
        for (String name : new String[] {"tokens", "okta"}) {
            client.resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(namespace)
                            .endMetadata()
                            .addToStringData("token", "0123456789abcdef0123")
                            .addToStringData("domain", "example.com")
                            .build())
                    .create();
        }
        WorkloadReport report = pass(resource("settings"), YES);

        assertThat(report.available().reason()).isEqualTo(Reason.SecretMissing);
        assertThat(report.available().message()).contains("kubectl label -n " + namespace + " secret tokens");
        assertThat(live.get(Deployment.class, namespace, "games-ddc")).isEmpty();
    }

    /** The status of an operator whose gateway was another one. */
    @Test
    void aNewerOperatorChangesNothingUntilItsRevisionIsAskedFor() {
        UnrealCloudDdc resource = resource("minimal");
        PinStatus pinned = pass(resource, YES).status().orElseThrow().pin();
        Map<String, String> before = versions(resource);
        Platform newer = new Platform("registry.example.com/operator:2", Optional.empty(), Map.of(), Optional.empty());

        WorkloadReport report = new Workload(client, newer).pass(request(resource, YES, Optional.of(pinned)), live);
        WorkloadReport statusLost = new Workload(client, newer).pass(request(resource, YES, Optional.empty()), live);

        assertThat(versions(resource)).isEqualTo(before);
        assertThat(report.status()).isEqualTo(statusLost.status());
        String next = new Workload(client, newer).offered().name();
        assertThat(report.update().orElseThrow().message()).contains(next);

        UnrealCloudDdc asking = resource("minimal", "revision: " + next);
        WorkloadReport renewed = new Workload(client, newer).pass(request(asking, YES, Optional.of(pinned)), live);
        assertThat(renewed.update()).isEmpty();
        assertThat(deployment()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getInitContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("registry.example.com/operator:2");
    }

    @Test
    void withoutAnApplicationThereIsABindingAndItGivesWay() {
        assertThat(pass(resource("binding"), YES).bound()).isTrue();
        assertThat(live.get(ConfigMap.class, namespace, "games-binding")
                        .orElseThrow()
                        .getData())
                .containsEntry("Keyspaces__KeyspaceName", "jupiter_local_ddc_us_east_1");

        pass(resource("minimal"), YES);

        assertThat(live.get(ConfigMap.class, namespace, "games-binding")).isEmpty();
    }

    @Test
    void takingDownLeavesNothingButTheTokensUnlessTheyGoToo() {
        pass(resource("worker"), YES);
        Teardown teardown = new Teardown(client);

        assertThat(teardown.pass(owner(), false)).isEmpty();

        assertThat(live.of(owner())).isEmpty();
        assertThat(client.secrets()
                        .inNamespace(namespace)
                        .withName("games-ddc-token")
                        .get())
                .isNotNull();
        assertThat(teardown.pass(owner(), true)).isEmpty();
        assertThat(client.secrets()
                        .inNamespace(namespace)
                        .withName("games-ddc-token")
                        .get())
                .isNull();
    }

    private WorkloadReport pass(UnrealCloudDdc resource, Verdict database) {
        return workload.pass(request(resource, database, Optional.empty()), live);
    }

    private static WorkloadRequest request(UnrealCloudDdc resource, Verdict database, Optional<PinStatus> pinned) {
        return new WorkloadRequest(
                Workbench.model(resource),
                resource.getSpec(),
                database,
                YES,
                Workbench.reached(resource),
                YES,
                Optional.of(Workbench.ROLE_ARN),
                pinned);
    }

    private UnrealCloudDdc resource(String golden) {
        return resource(golden, "");
    }

    /** @param more a line of the application */
    private UnrealCloudDdc resource(String golden, String more) {
        UnrealCloudDdc resource = GoldenCase.named(
                golden, yaml -> more.isEmpty() ? yaml : yaml.replace("application: {}", "application: {" + more + "}"));
        resource.getMetadata().setNamespace(namespace);
        resource.getMetadata().setUid(uid);
        return resource;
    }

    private Owner owner() {
        return Workbench.model(resource("minimal")).owner();
    }

    private Names names() {
        return Names.of(owner());
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("games-ddc")
                .get();
    }

    private void rotate(String token) {
        client.secrets().inNamespace(namespace).withName("games-ddc-token").edit(found -> new SecretBuilder(found)
                .withStringData(Map.of("token", token))
                .build());
    }

    private String configuration() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getAnnotations()
                .get(Pins.CONFIGURATION);
    }

    private String settings() {
        return client.configMaps()
                .inNamespace(namespace)
                .withName("games-ddc")
                .get()
                .getData()
                .get("appsettings.Local.yaml");
    }

    private Map<String, String> versions(UnrealCloudDdc resource) {
        Map<String, String> versions = new TreeMap<>();
        for (HasMetadata object : live.of(Workbench.model(resource).owner())) {
            versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion());
        }
        return versions;
    }
}
