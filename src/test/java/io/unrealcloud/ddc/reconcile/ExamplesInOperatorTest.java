package io.unrealcloud.ddc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.unrealcloud.ddc.api.v1alpha1.Annotations;
import io.unrealcloud.ddc.api.v1alpha1.ConditionType;
import io.unrealcloud.ddc.api.v1alpha1.ManagementPolicy;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.install.Cluster;
import io.unrealcloud.ddc.install.Manifests;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.model.Tenancy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each example, applied as Argo CD applies it and lived through by the operator, becomes what it promises; and then its
 * file and the cluster still say the same, because the operator writes no spec.
 */
@Tag("cluster")
class ExamplesInOperatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String MANAGER = "--field-manager=argocd-controller";

    /**
     * These need a database on each of several instances, which takes minutes here: {@code sandbox.tests.test_scylla}
     * lives through the first, with pods, and NodesOnMachinesTest through nodes like theirs.
     */
    private static final Set<String> ON_MACHINES = Set.of("single-region-scylla.yaml", "multi-region-scylla.yaml");

    @TempDir
    private Path home;

    @TestFactory
    Stream<DynamicTest> everyExampleConvergesAndShowsNoDifference() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("examples"))) {
            List<Path> examples = files.filter(file -> file.toString().endsWith(".yaml")
                            && !ON_MACHINES.contains(file.getFileName().toString()))
                    .sorted()
                    .toList();
            assertThat(examples).hasSizeGreaterThan(5);
            return examples.stream()
                    .map(example ->
                            DynamicTest.dynamicTest(example.getFileName().toString(), () -> lives(example)));
        }
    }

    private void lives(Path example) throws IOException {
        if (!example.getFileName().toString().equals("existing-scylla.yaml")) {
            lives(example, objects(example));
            return;
        }
        try (ExistingScylla scylla = new ExistingScylla()) {
            List<ObjectNode> objects = objects(example);
            objects.forEach(scylla::nameIn);
            lives(example, objects);
        }
    }

    private void lives(Path example, List<ObjectNode> objects) throws IOException {
        try (Studio studio = new Studio()) {
            objects.forEach(object -> ((ObjectNode) object.get("metadata")).put("namespace", studio.namespace));
            secrets(studio, objects);
            studio.settings(new OperatorSettings(
                            new Tenancy(List.of(Resources.unlimited(studio.namespace))),
                            Resources.permissive().identity(),
                            null))
                    .start();
            Cluster cluster = new Cluster(home);
            cluster.apply(objects, MANAGER);
            try {
                objects.forEach(object -> converges(resource(studio, object)));
                Path file = Files.writeString(home.resolve(example.getFileName()), Manifests.write(objects));
                assertThat(cluster.kubectl("diff", "--server-side", MANAGER, "-f", file.toString())
                                .ok())
                        .isEmpty();
                objects.stream().filter(ExamplesInOperatorTest::needsNoPods).forEach(object -> cluster.kubectl(
                                "wait",
                                "--for=condition=Ready",
                                "--timeout=30s",
                                "-n",
                                studio.namespace,
                                "ucddc/" + object.at("/metadata/name").asText())
                        .ok());
            } finally {
                objects.forEach(object -> letGo(resource(studio, object)));
            }
        }
    }

    private static List<ObjectNode> objects(Path example) throws IOException {
        List<ObjectNode> objects = Manifests.ofKind(Manifests.read(Files.readString(example)), "UnrealCloudDdc");
        assertThat(objects).isNotEmpty();
        return objects;
    }

    /** What the comments of the example tell people to make first. */
    private static void secrets(Studio studio, List<ObjectNode> objects) {
        for (ObjectNode object : objects) {
            secret(
                    studio,
                    object,
                    "/spec/database/amazonKeyspaces/credentials/secretRef",
                    "games-at-123456789012",
                    "given by IAM");
            secret(
                    studio,
                    object,
                    "/spec/database/scylla/existing/credentialsSecretRef",
                    ExistingScylla.USER,
                    ExistingScylla.PASSWORD);
        }
    }

    /** @param where the reference to it stands, if there is one */
    private static void secret(Studio studio, ObjectNode object, String where, String user, String password) {
        String name = object.at(where + "/name").asText();
        if (!name.isEmpty()) {
            studio.client
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withNamespace(studio.namespace)
                            .withName(name)
                            .addToLabels(
                                    "ddc.unrealcloud.io/use",
                                    object.at("/metadata/name").asText())
                            .endMetadata()
                            .addToStringData("username", user)
                            .addToStringData("password", password)
                            .build())
                    .create();
        }
    }

    private static void converges(Resource<UnrealCloudDdc> resource) {
        try {
            await().atMost(PATIENCE).until(resource::get, ExamplesInOperatorTest::asPromised);
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("Never so. Last seen: " + resource.get().getStatus(), late);
        }
    }

    /** Without nodes no pod serves, so what has an application ends at its database and role. */
    private static boolean asPromised(UnrealCloudDdc found) {
        if (found.getStatus() == null
                || !found.getMetadata().getGeneration().equals(found.getStatus().observedGeneration())) {
            return false;
        }
        return found.getSpec().managementPolicy() == ManagementPolicy.PLAN
                ? found.getStatus().plan() != null
                : Studio.isTrue(found, ConditionType.DATABASE_READY)
                        && Studio.isTrue(found, ConditionType.SCHEMA_VALID)
                        && Studio.isTrue(found, ConditionType.IDENTITY_READY);
    }

    private static boolean needsNoPods(ObjectNode object) {
        return object.at("/spec/application").isMissingNode()
                && !object.at("/spec/managementPolicy").asText().equals("Plan");
    }

    private static Resource<UnrealCloudDdc> resource(Studio studio, ObjectNode object) {
        return studio.client
                .resources(UnrealCloudDdc.class)
                .inNamespace(studio.namespace)
                .withName(object.at("/metadata/name").asText());
    }

    private static void letGo(Resource<UnrealCloudDdc> resource) {
        resource.edit(found -> {
            found.getMetadata().setAnnotations(new java.util.HashMap<>(java.util.Map.of(Annotations.ABANDON, "true")));
            return found;
        });
        resource.delete();
        await().atMost(PATIENCE).until(() -> resource.get() == null);
    }
}
