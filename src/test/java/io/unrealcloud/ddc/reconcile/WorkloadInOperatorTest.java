package io.unrealcloud.ddc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.unrealcloud.ddc.api.v1alpha1.ConditionStatus;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.PlannedStep;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.sandbox.keyspaces.Delay;
import io.unrealcloud.ddc.workload.Labels;
import io.unrealcloud.ddc.workload.ServerObjects;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** DDC's objects under the whole operator: from the first pass to the last, and as events reach it. */
@Tag("cluster")
class WorkloadInOperatorTest {

    private static final String APPLICATION = Resources.SMALLEST + """
        storage: {s3: {bucketName: games-ddc}}
        application: {}
        """;

    private final Studio studio = new Studio();

    @AfterEach
    void end() {
        studio.close();
    }

    @Test
    void podsBeginOnceTheDatabaseIsThereAndServingShows() {
        studio.delay(Duration.ofMillis(700), Delay.CREATE_TABLE);
        studio.start().apply(APPLICATION);
        studio.until(ConditionType.WORKLOAD_AVAILABLE, ConditionStatus.FALSE, Reason.WaitingForBinding);
        assertThat(deployment().get()).isNull();
        studio.ready();
        await().atMost(Duration.ofSeconds(30)).until(() -> deployment().get() != null);

        podsServe(2);

        UnrealCloudDdc serving = studio.until(ConditionType.WORKLOAD_AVAILABLE, ConditionStatus.TRUE, Reason.Available);
        assertThat(serving.getStatus().workload().ready()).isEqualTo(2);
        assertThat(serving.getStatus().workload().pin().gatewayImage())
                .isEqualTo("localhost/unreal-cloud-ddc-operator:test");
        assertThat(serving.getStatus().endpoint()).isEqualTo("http://ddc-ddc." + studio.namespace + ".svc:80");
        assertThat(serving.getStatus().gc().paused()).isFalse();
        assertThat(Studio.condition(serving, ConditionType.READY).orElseThrow().reason())
                .as("nobody has proved it yet")
                .isEqualTo("DdcUnreachable");

        studio.patch("{\"spec\":{\"verification\":{\"enabled\":false}}}");
        studio.until(ConditionType.READY, ConditionStatus.TRUE, Reason.Available);
    }

    @Test
    void aPlanNamesObjectsAndMakesNone() {
        studio.start().apply(APPLICATION + "managementPolicy: Plan\n");
        List<PlannedStep> steps = studio.until(resource -> resource.getStatus().plan() != null)
                .getStatus()
                .plan()
                .steps();
        assertThat(steps)
                .extracting(step -> step.action() + " " + step.target())
                .contains(
                        "create Secret ddc-ddc-token",
                        "create ServiceAccount ddc-ddc",
                        "create Service ddc-ddc",
                        "create PodDisruptionBudget ddc-ddc",
                        "create Deployment ddc-ddc")
                .anyMatch(step -> step.startsWith("create role "))
                .anyMatch(step -> step.startsWith("create table jupiter.objects"));
        studio.passesMore(1);
        assertThat(versions()).isEmpty();
    }

    @Test
    void aPlanForWhatRunsNamesOnlyWhatWouldChange() {
        served();
        studio.patch("{\"spec\":{\"managementPolicy\":\"Plan\"}}");
        studio.until(resource -> resource.getStatus().plan() != null
                && resource.getStatus().plan().steps().isEmpty());
        Map<String, String> before = versions();

        studio.patch(
                "{\"spec\":{\"application\":{\"replicas\":3,\"settings\":[{\"name\":\"GC:OrphanGCMaxParallelOperations\","
                        + "\"value\":\"4\"}],\"networkPolicy\":{}}}}");
        List<PlannedStep> steps = studio.until(
                        resource -> !resource.getStatus().plan().steps().isEmpty())
                .getStatus()
                .plan()
                .steps();
        assertThat(steps)
                .extracting(step -> step.action() + " " + step.target())
                .contains("create NetworkPolicy ddc-ddc", "change Deployment ddc-ddc")
                .noneMatch(step -> step.startsWith("delete") || step.startsWith("stop"));
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    void whatWasTakenAwayComesBackByItself() {
        served();
        studio.client
                .services()
                .inNamespace(studio.namespace)
                .withName("ddc-ddc")
                .delete();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> studio.client
                                .services()
                                .inNamespace(studio.namespace)
                                .withName("ddc-ddc")
                                .get()
                        != null);
    }

    @Test
    void aStableResourceWritesNoObject() {
        served();
        studio.passesMore(2);
        Map<String, String> before = versions();
        String resource = studio.get().getStatus().toString();
        studio.passesMore(3);
        assertThat(versions()).isEqualTo(before);
        assertThat(studio.get().getStatus()).hasToString(resource);
    }

    @Test
    void anApplicationThatIsRefusedDoesNotStopHealing() {
        served();
        studio.patch(
                "{\"spec\":{\"application\":{\"replicas\":3,\"env\":[{\"name\":\"AWS_ROLE_ARN\",\"value\":\"x\"}]}}}");
        UnrealCloudDdc refused = studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.InvalidSpec);
        assertThat(Studio.message(refused, ConditionType.DEGRADED)).contains("AWS_ROLE_ARN is the operator's");

        deployment().delete();
        await().atMost(Duration.ofSeconds(30)).until(() -> deployment().get() != null);
        assertThat(deployment().get().getSpec().getReplicas()).isEqualTo(2);

        studio.patch("{\"spec\":{\"application\":{\"env\":null}}}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> deployment().get().getSpec().getReplicas() == 3);
    }

    @Test
    void aMissingSecretIsSaidAndItsComingNoticed() {
        studio.start()
                .apply(APPLICATION
                        .replace("{}\n", "{auth: {tokenSecretRef: {name: tokens}}}\n")
                        .replace("amazonKeyspaces: {auth: {tokenSecretRef: {name: tokens}}}", "amazonKeyspaces: {}"));
        studio.until(ConditionType.WORKLOAD_AVAILABLE, ConditionStatus.FALSE, Reason.SecretMissing);
        studio.client
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("tokens")
                        .withNamespace(studio.namespace)
                        .addToLabels("ddc.unrealcloud.io/use", "ddc")
                        .endMetadata()
                        .addToStringData("token", "0123456789abcdef0123456789abcdef")
                        .build())
                .create();
        await().atMost(Duration.ofSeconds(15)).until(() -> deployment().get() != null);
    }

    @Test
    void podsGoBeforeTheDatabase() {
        served();
        Pod pod = studio.client
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("ddc-ddc-1")
                        .withNamespace(studio.namespace)
                        .withLabels(deployment()
                                .get()
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                        .withFinalizers("tests/hold")
                        .endMetadata()
                        .withNewSpec()
                        .withAutomountServiceAccountToken(false)
                        .addNewContainer()
                        .withName("ddc")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        studio.patch("{\"spec\":{\"deletionPolicy\":\"Delete\",\"deletionConfirmation\":\"ddc\"}}");
        studio.resource().delete();
        UnrealCloudDdc going = studio.until(ConditionType.WORKLOAD_AVAILABLE, ConditionStatus.FALSE, Reason.Deleting);
        assertThat(Studio.message(going, ConditionType.PROGRESSING)).contains("1 pods of DDC are still ending");
        assertThat(studio.keyspaces()).hasSize(2);

        studio.client.resource(pod).edit(found -> new PodBuilder(found)
                .editMetadata()
                .withFinalizers()
                .endMetadata()
                .build());
        studio.client.resource(pod).withGracePeriod(0).delete();
        studio.untilGone();
        assertThat(studio.keyspaces()).isEmpty();
        assertThat(versions()).isEmpty();
    }

    /** The counters come from the pod's own address, at the port of a real gateway. */
    @Test
    void whatTheGatewaysRefusedAndTheWrongModeShowAndGoAgain() throws IOException {
        AtomicReference<String> counters = new AtomicReference<>("ddc_gateway_mode_mismatch 0\n");
        String address = "127.78.%d.%d"
                .formatted(
                        ProcessHandle.current().pid() / 250 % 250,
                        ProcessHandle.current().pid() % 250 + 1);
        HttpServer gateway = HttpServer.create(new InetSocketAddress(address, 9043), 0);
        gateway.createContext("/metrics", call -> {
            byte[] text = counters.get().getBytes(StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, text.length);
            call.getResponseBody().write(text);
            call.close();
        });
        gateway.start();
        try {
            served();
            counters.set("""
                ddc_gateway_mode_evidence_total{evidence="bypass_cache",mode="scylla"} 1
                ddc_gateway_mode_mismatch 1
                ddc_gateway_refused_total{statement="CREATE INDEX"} 2
                """);
            pod("ddc-ddc-1", address);
            podsServe(1);
            UnrealCloudDdc refused =
                    studio.until(ConditionType.SCHEMA_VALID, ConditionStatus.FALSE, Reason.StatementsRefused);
            assertThat(Studio.message(refused, ConditionType.SCHEMA_VALID)).contains("CREATE INDEX");
            studio.until(ConditionType.DEGRADED, ConditionStatus.TRUE, Reason.WrongMode);
            podsServe(2);
            studio.until(resource -> resource.getStatus().workload().ready() == 2);
            studio.passesMore(1);
            String before = studio.get().getStatus().toString();
            studio.passesMore(3);
            assertThat(studio.get().getStatus())
                    .as("no write on a stable resource")
                    .hasToString(before);

            studio.client
                    .pods()
                    .inNamespace(studio.namespace)
                    .withName("ddc-ddc-1")
                    .withGracePeriod(0)
                    .delete();
            podsServe(1);
            studio.until(ConditionType.SCHEMA_VALID, ConditionStatus.TRUE, Reason.UpToDate);
            studio.until(resource ->
                    !Studio.message(resource, ConditionType.DEGRADED).contains("ScyllaDB mode"));
        } finally {
            gateway.stop(0);
        }
    }

    private void pod(String name, String address) {
        Pod pod = studio.client
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(studio.namespace)
                        .withLabels(deployment()
                                .get()
                                .getSpec()
                                .getTemplate()
                                .getMetadata()
                                .getLabels())
                        .endMetadata()
                        .withNewSpec()
                        .withAutomountServiceAccountToken(false)
                        .addNewContainer()
                        .withName("ddc")
                        .withImage("none")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
        pod.setStatus(new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP(address)
                .addNewPodIP(address)
                .build());
        studio.client.resource(pod).updateStatus();
    }

    private void served() {
        studio.start().apply(APPLICATION);
        studio.ready();
        await().atMost(Duration.ofSeconds(30)).until(() -> deployment().get() != null);
        podsServe(2);
        studio.until(ConditionType.WORKLOAD_AVAILABLE, ConditionStatus.TRUE, Reason.Available);
        studio.until(resource -> !Studio.isTrue(resource, ConditionType.PROGRESSING));
    }

    /** There is no controller here that would start pods and count them. */
    private void podsServe(int count) {
        Deployment deployment = deployment().get();
        deployment.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(count)
                .withUpdatedReplicas(count)
                .withReadyReplicas(count)
                .withAvailableReplicas(count)
                .build());
        studio.client.resource(deployment).updateStatus();
    }

    private RollableScalableResource<Deployment> deployment() {
        return studio.client.apps().deployments().inNamespace(studio.namespace).withName("ddc-ddc");
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (HasMetadata object : new ServerObjects(studio.client)
                .of(new io.unrealcloud.ddc.model.Owner("", studio.namespace, Studio.NAME, ""))) {
            assertThat(object.getMetadata().getLabels()).containsKey(Labels.MANAGED_BY);
            versions.put(
                    object.getKind() + "/" + object.getMetadata().getName(),
                    object.getMetadata().getResourceVersion());
        }
        return versions;
    }
}
