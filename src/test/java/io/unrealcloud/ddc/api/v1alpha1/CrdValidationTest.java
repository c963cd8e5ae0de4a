package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.NamespaceableResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.unrealcloud.ddc.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a real API server makes of resources: the schema and the CEL rules of the definition. */
@Tag("cluster")
class CrdValidationTest {

    private static final ApiServer SERVER = ApiServer.get();
    private static final String NAMESPACE = SERVER.newNamespace();

    @TestFactory
    Stream<DynamicTest> valid() {
        return ValidationCase.in("valid").stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> theJavaTypesLoseNothingOf(tryCreate(given))));
    }

    @TestFactory
    Stream<DynamicTest> invalid() {
        return ValidationCase.in("invalid").stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    KubernetesClientException refusal =
                            catchThrowableOfType(KubernetesClientException.class, () -> tryCreate(given));
                    assertThat(refusal).hasMessageContaining(given.expectation());
                    assertThat(causes(refusal))
                            .as("each case breaks one rule, so that it proves that rule")
                            .hasSizeLessThan(2);
                }));
    }

    @TestFactory
    Stream<DynamicTest> edit() {
        return ValidationCase.edits().stream().map(edit -> DynamicTest.dynamicTest(edit.name(), () -> check(edit)));
    }

    @TestFactory
    Stream<DynamicTest> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            List<Path> examples = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            assertThat(examples).isNotEmpty();
            return examples.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                        List<GenericKubernetesResource> resources = resourcesIn(file);
                        assertThat(resources)
                                .as("resources of ours in the example")
                                .isNotEmpty();
                        resources.forEach(CrdValidationTest::tryCreate);
                    }));
        }
    }

    /** A rule nobody breaks may as well not be there, or may never have worked. */
    @Test
    void everyRuleHasACaseThatBreaksIt() throws IOException {
        List<String> expectations = Stream.concat(
                        ValidationCase.in("invalid").stream(),
                        ValidationCase.edits().stream().map(ValidationCase.Edit::after))
                .map(ValidationCase::expectation)
                .distinct()
                .toList();
        Set<String> messages = new TreeSet<>();
        for (JsonNode rules : GeneratedCrd.read(GeneratedCrd.FILE).findValues("x-kubernetes-validations")) {
            rules.forEach(rule -> messages.add(rule.path("message").asText()));
        }
        for (String expectation : expectations) {
            assertThat(messages)
                    .as("'%s' must fit one rule only, or none where the schema refuses", expectation)
                    .filteredOn(message -> message.contains(expectation))
                    .hasSizeLessThan(2);
        }
        assertThat(messages)
                .as("rules without a case in invalid/ or edit/ that expects their message")
                .filteredOn(message -> expectations.stream().noneMatch(message::contains))
                .isEmpty();
    }

    /** What the server objects to, without its note that it looked no further. */
    private static List<StatusCause> causes(KubernetesClientException refusal) {
        StatusDetails details = refusal.getStatus().getDetails();
        return details == null
                ? List.of()
                : details.getCauses().stream()
                        .filter(cause -> !cause.getMessage().contains("some validation rules were not checked"))
                        .toList();
    }

    private static List<GenericKubernetesResource> resourcesIn(Path file) throws IOException {
        return Stream.of(Files.readString(file).split("(?m)^---$"))
                .map(yaml -> Serialization.unmarshal(yaml, GenericKubernetesResource.class))
                .filter(resource -> resource != null && resource.getKind().equals("UnrealCloudDdc"))
                .toList();
    }

    private static GenericKubernetesResource tryCreate(ValidationCase given) {
        return tryCreate(given.resource());
    }

    private static GenericKubernetesResource tryCreate(GenericKubernetesResource resource) {
        resource.getMetadata().setNamespace(NAMESPACE);
        return resource(resource)
                .dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
    }

    private static void theJavaTypesLoseNothingOf(GenericKubernetesResource resource) {
        var json = SERVER.client().getKubernetesSerialization();
        String before = json.asJson(resource.getAdditionalProperties().get("spec"));
        String after = json.asJson(json.unmarshal(before, UnrealCloudDdcSpec.class));
        assertThat(json.unmarshal(after, JsonNode.class)).isEqualTo(json.unmarshal(before, JsonNode.class));
    }

    private static void check(ValidationCase.Edit edit) {
        GenericKubernetesResource before = edit.before().resource();
        before.getMetadata().setNamespace(SERVER.newNamespace());
        GenericKubernetesResource stored = resource(before)
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
        try {
            GenericKubernetesResource after = edit.after().resource();
            after.setMetadata(stored.getMetadata());
            Runnable replace = () -> resource(after)
                    .dryRun()
                    .fieldValidation(FieldValidateable.Validation.STRICT)
                    .update();
            if (edit.after().expectation().equals(ValidationCase.ACCEPTED)) {
                replace.run();
            } else {
                assertThatThrownBy(replace::run)
                        .isInstanceOf(KubernetesClientException.class)
                        .hasMessageContaining(edit.after().expectation());
            }
        } finally {
            resource(stored).delete();
        }
    }

    private static NamespaceableResource<GenericKubernetesResource> resource(GenericKubernetesResource resource) {
        return SERVER.client().resource(resource);
    }
}
