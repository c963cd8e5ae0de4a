package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.unrealcloud.ddc.testing.ApiServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The Java types against a real API server: what is written comes back, and twice the same is no write. */
@Tag("cluster")
class ResourceOnServerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:11:12.123456Z");
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("test")
            .withForce(true)
            .build();

    private final KubernetesClient client = ApiServer.get().client();
    private final UnrealCloudDdc created = create();

    @Test
    void theServerFillsInTheDefaults() {
        assertThat(created.getSpec().managementPolicy()).isEqualTo(ManagementPolicy.MANAGE);
        assertThat(created.getSpec().deletionPolicy()).isEqualTo(DeletionPolicy.RETAIN);
        assertThat(created.getSpec().database().amazonKeyspaces().enableCrossRegionReplication())
                .isFalse();
        assertThat(created.getSpec().identity()).isNull();
    }

    @Test
    void statusComesBackAsWritten() {
        UnrealCloudDdcStatus status = status(ready());
        assertThat(apply(status).getStatus()).isEqualTo(status);
        assertThat(reread().getStatus()).isEqualTo(status);
    }

    @Test
    void applyingTheSameStatusAgainWritesNothing() {
        String version = apply(status(ready())).getMetadata().getResourceVersion();
        assertThat(apply(reread().getStatus()).getMetadata().getResourceVersion())
                .isEqualTo(version);
    }

    @Test
    void aConditionThatIsNotAppliedAgainIsGone() {
        Condition paused = condition("ReconciliationPaused");
        apply(status(ready(), paused));
        assertThat(apply(status(ready())).getStatus().conditions()).containsExactly(ready());
    }

    @Test
    void whatTheLastValidSpecNoLongerHasIsGone() {
        apply(status(ready()));
        UnrealCloudDdcStatus later = withLastValidSpec(json("{\"region\":\"us-east-1\"}"));
        assertThat(apply(later).getStatus().lastValidSpec()).isEqualTo(later.lastValidSpec());
    }

    @Test
    void aTypeOfConditionMayStandOnce() {
        List<Condition> twice = List.of(ready(), ready());
        var resource = reread();
        resource.setStatus(
                new UnrealCloudDdcStatus(1L, twice, null, null, null, null, null, null, null, null, null, null, null));
        assertThatThrownBy(() -> client.resource(resource).updateStatus())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("Duplicate value");
    }

    @Test
    void statusOfANewerOperatorCanBeRead() {
        String newer = "{\"observedGeneration\":3,\"weather\":{\"rain\":true},"
                + "\"database\":{\"active\":\"AmazonKeyspaces\",\"colour\":\"blue\"}}";
        assertThat(client.getKubernetesSerialization()
                        .unmarshal(newer, UnrealCloudDdcStatus.class)
                        .database()
                        .active())
                .isEqualTo(BackendType.AMAZON_KEYSPACES);
    }

    @Test
    void kubectlShowsTheStateInOneRow() {
        apply(status(ready(), condition("DatabaseReady"), condition("WorkloadAvailable")));
        JsonNode table = table();
        List<String> names = new ArrayList<>();
        table.path("columnDefinitions")
                .forEach(column -> names.add(column.path("name").asText()));
        assertThat(names)
                .containsExactly("Name", "Backend", "Region", "Database", "DDC", "Ready", "Age", "Reason", "Message");
        List<String> row = new ArrayList<>();
        table.at("/rows/0/cells").forEach(cell -> row.add(cell.asText()));
        assertThat(row).startsWith("games", "AmazonKeyspaces", "us-east-1", "True", "True", "True");
    }

    private UnrealCloudDdc create() {
        UnrealCloudDdc resource = client.getKubernetesSerialization()
                .unmarshal(
                        ValidationCase.read(Path.of("src/test/resources/crd/valid/keyspaces-minimal.yaml"))
                                .yaml(),
                        UnrealCloudDdc.class);
        resource.getMetadata().setNamespace(ApiServer.get().newNamespace());
        return client.resource(resource).create();
    }

    private UnrealCloudDdc reread() {
        return client.resource(created).get();
    }

    /** As the operator does: a fresh object with nothing but name and status. */
    private UnrealCloudDdc apply(UnrealCloudDdcStatus status) {
        var fresh = new UnrealCloudDdc();
        fresh.setMetadata(new ObjectMetaBuilder()
                .withName(created.getMetadata().getName())
                .withNamespace(created.getMetadata().getNamespace())
                .build());
        fresh.setStatus(status);
        return client.resource(fresh).subresource("status").patch(APPLY);
    }

    private UnrealCloudDdcStatus status(Condition... conditions) {
        var connection = new ConnectionStatus(
                ConnectionType.KEYSPACES, "cassandra.us-east-1.amazonaws.com", 9142, AuthType.IAM, "jupiter", false);
        var keyspace = new KeyspaceStatus(
                "jupiter",
                KeyspaceKind.REPLICATED,
                "ACTIVE",
                List.of(new KeyspaceRegionStatus("us-west-2", "CREATING", "42.50%")));
        var backend = new BackendStatus(
                BackendType.AMAZON_KEYSPACES,
                BackendRole.ACTIVE,
                connection,
                List.of(keyspace),
                new TablesStatus(19, 20),
                null,
                "Jupiter/1/STANDARD");
        return new UnrealCloudDdcStatus(
                1L,
                List.of(conditions),
                "http://games.games.svc:80",
                new DatabaseStatus(BackendType.AMAZON_KEYSPACES, connection, List.of(backend)),
                new IdentityStatus("arn:aws:iam::111122223333:role/games"),
                new WorkloadStatus(1, 2, "s1-c1-0123456789ab", new PinStatus("registry/operator@sha256:0", 1, 1)),
                new GcStatus("us-east-1", true, NOW),
                List.of(new Intent("launch-node-0", "token", NOW)),
                List.of(new ManagedResource("ec2-instance", "i-0123456789abcdef0", ResourceOrigin.CREATED)),
                new PlanStatus(
                        List.of(new PlannedStep("keyspace-jupiter", "Create", "jupiter", false, "one Region")), "0.00"),
                "2026-11-23T10:00:00Z",
                json(client.getKubernetesSerialization().asJson(created.getSpec())),
                new VerificationStatus("now", "0123456789abcdef"));
    }

    private UnrealCloudDdcStatus withLastValidSpec(JsonNode spec) {
        return new UnrealCloudDdcStatus(
                1L, List.of(ready()), null, null, null, null, null, null, null, null, null, spec, null);
    }

    private JsonNode json(String text) {
        return client.getKubernetesSerialization().unmarshal(text, JsonNode.class);
    }

    private static Condition ready() {
        return condition(ConditionType.READY.value());
    }

    private static Condition condition(String type) {
        return new Condition(type, ConditionStatus.TRUE, 1L, NOW, "AsExpected", "DDC serves.");
    }

    private JsonNode table() {
        var request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(client.getMasterUrl() + "apis/ddc.unrealcloud.io/v1alpha1/namespaces/"
                                + created.getMetadata().getNamespace() + "/unrealcloudddcs")
                        .normalize())
                .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
                .build();
        return json(
                client.getHttpClient().sendAsync(request, String.class).join().body());
    }
}
