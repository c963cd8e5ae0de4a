package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.unrealcloud.ddc.testing.ApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A real API server takes every golden as it is, also where pods have to meet the standard "restricted". */
@Tag("cluster")
class ObjectsOnServerTest {

    /** Addresses, a name the field no longer has, and metadata without content. */
    private static final String GIVEN_BY_CLUSTER =
            ".*[.](clusterIPs?|ipFamilies|ipFamilyPolicy|nodePort|serviceAccount|volumeClaimTemplate[.]metadata)";

    private final KubernetesClient client = ApiServer.get().client();
    private final String namespace = ApiServer.get().newNamespace();

    @TestFactory
    Stream<DynamicTest> everyGoldenIsAccepted() {
        return GoldenCase.all().stream()
                .map(given -> DynamicTest.dynamicTest(
                        given.name(), () -> given.objects().forEach(object -> dryRun(object))));
    }

    /** What we leave out, the server fills in; then a later server could fill in something else. */
    @TestFactory
    Stream<DynamicTest> nothingOfImportanceIsLeftToTheServer() {
        return GoldenCase.all().stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    List<String> added = new ArrayList<>();
                    for (HasMetadata object : given.objects()) {
                        additions(
                                object.getKind(),
                                json(object).path("spec"),
                                json(dryRun(object)).path("spec"),
                                added);
                    }
                    assertThat(added).allMatch(path -> path.matches(GIVEN_BY_CLUSTER));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyPodMeetsTheRestrictedStandard() {
        client.namespaces().withName(namespace).edit(given -> new NamespaceBuilder(given)
                .editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());
        return GoldenCase.all().stream()
                .map(given -> DynamicTest.dynamicTest(
                        given.name(), () -> given.objects().forEach(object -> {
                            if (object instanceof ServiceAccount account) {
                                account.getMetadata().setNamespace(namespace);
                                client.resource(account).forceConflicts().serverSideApply();
                            }
                            if (object instanceof Deployment deployment) {
                                PodTemplateSpec template = deployment.getSpec().getTemplate();
                                template.getSpec().setPriorityClassName(null);
                                dryRun(new PodBuilder()
                                        .withMetadata(template.getMetadata())
                                        .editMetadata()
                                        .withName("pod")
                                        .endMetadata()
                                        .withSpec(template.getSpec())
                                        .build());
                            }
                        })));
    }

    /** Otherwise the test above shows nothing. */
    @Test
    void thatStandardIsEnforcedHere() {
        String restricted = ApiServer.get().newNamespace();
        client.namespaces().withName(restricted).edit(given -> new NamespaceBuilder(given)
                .editMetadata()
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());
        assertThatThrownBy(() -> client.resource(new PodBuilder()
                                .withNewMetadata()
                                .withName("pod")
                                .withNamespace(restricted)
                                .endMetadata()
                                .withNewSpec()
                                .addNewContainer()
                                .withName("ddc")
                                .withImage("none")
                                .endContainer()
                                .endSpec()
                                .build())
                        .dryRun()
                        .create())
                .hasMessageContaining("violates PodSecurity");
    }

    private HasMetadata dryRun(HasMetadata object) {
        object.getMetadata().setNamespace(namespace);
        return client.resource(object)
                .dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .fieldManager("test")
                .forceConflicts()
                .serverSideApply();
    }

    private JsonNode json(HasMetadata object) {
        return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
    }

    private static void additions(String path, JsonNode given, JsonNode stored, List<String> added) {
        if (stored.isArray()) {
            for (int index = 0; index < stored.size(); index++) {
                additions(path + "[]", given.path(index), stored.path(index), added);
            }
        }
        stored.properties().forEach(field -> {
            String child = path + "." + field.getKey();
            if (!given.has(field.getKey())) {
                added.add(child);
            } else {
                additions(child, given.get(field.getKey()), field.getValue(), added);
            }
        });
    }
}
