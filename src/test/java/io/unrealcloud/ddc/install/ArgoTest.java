package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What Argo CD makes of a resource, by the interpreter it embeds. */
class ArgoTest {

    private static final Pattern EXPECTED = Pattern.compile("# expect: (\\w+) - (.*)");

    /** The first line of each file says the health and how the message begins. */
    @TestFactory
    Stream<DynamicTest> health() {
        return Chart.files("health").stream()
                .map(file -> DynamicTest.dynamicTest(Chart.name(file), () -> {
                    Matcher expected = EXPECTED.matcher(
                            Files.readString(file).lines().findFirst().orElseThrow());
                    assertThat(expected.matches()).isTrue();
                    String answer =
                            Lua.run(ArgoFiles.HEALTH, resource(file), "print(result.status)\nprint(result.message)");
                    assertThat(answer.lines().findFirst()).contains(expected.group(1));
                    assertThat(answer.substring(answer.indexOf('\n') + 1)).startsWith(expected.group(2));
                }));
    }

    /** A case that no operator could have written proves nothing. */
    @TestFactory
    Stream<DynamicTest> healthCasesAreResources() {
        KubernetesSerialization strict = new KubernetesSerialization(
                new com.fasterxml.jackson.databind.ObjectMapper()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                false);
        return Chart.files("health").stream()
                .map(file -> DynamicTest.dynamicTest(Chart.name(file), () -> {
                    UnrealCloudDdc read = strict.unmarshal(Files.readString(file), UnrealCloudDdc.class);
                    assertThat(read.getSpec().region()).isNotNull();
                    if (read.getStatus() != null) {
                        assertThat(read.getStatus().conditions()).isNotEmpty().allSatisfy(condition -> assertThat(
                                        Reason.valueOf(condition.reason()))
                                .isNotNull());
                    }
                }));
    }

    @Test
    void actionsFitTheState() throws IOException {
        String list = """
            for name, action in pairs(result) do
              print(name .. "=" .. tostring(action.disabled))
            end
            """;
        assertThat(Lua.run(ArgoFiles.DISCOVERY, example(), list).lines())
                .containsExactlyInAnyOrder("pause=false", "resume=true", "verify-now=false");
        JsonNode paused = example();
        ((ObjectNode) paused.get("metadata")).putObject("annotations").put("ddc.unrealcloud.io/paused", "true");
        assertThat(Lua.run(ArgoFiles.DISCOVERY, paused, list).lines())
                .containsExactlyInAnyOrder("pause=true", "resume=false", "verify-now=true");
    }

    @Test
    void actionsSetTheAnnotationsTheOperatorReads() throws IOException {
        String list = """
            for name, value in pairs(result.metadata.annotations or {}) do
              print(name .. "=" .. value)
            end
            """;
        assertThat(Lua.run(ArgoFiles.action("pause"), example(), list)).isEqualTo("ddc.unrealcloud.io/paused=true");
        assertThat(Lua.run(ArgoFiles.action("verify-now"), example(), list))
                .matches("ddc\\.unrealcloud\\.io/verify-at=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        JsonNode paused = example();
        ((ObjectNode) paused.get("metadata"))
                .putObject("annotations")
                .put("ddc.unrealcloud.io/paused", "true")
                .put("kept", "yes");
        assertThat(Lua.run(ArgoFiles.action("resume"), paused, list)).isEqualTo("kept=yes");
        assertThat(Lua.run(ArgoFiles.action("resume"), example(), list)).isEmpty();
    }

    @Test
    void theConfigMapIsYamlWithTheLuaInIt() throws IOException {
        JsonNode data = Manifests.read(Files.readString(Path.of("argocd/argocd-cm.yaml")))
                .getFirst()
                .get("data");
        assertThat(data.path("resource.customizations.health.ddc.unrealcloud.io_UnrealCloudDdc")
                        .asText())
                .isEqualTo(Files.readString(ArgoFiles.HEALTH));
        JsonNode actions = Manifests.read(data.path("resource.customizations.actions.ddc.unrealcloud.io_UnrealCloudDdc")
                        .asText())
                .getFirst();
        assertThat(actions.path("discovery.lua").asText()).isEqualTo(Files.readString(ArgoFiles.DISCOVERY));
        for (JsonNode action : actions.path("definitions")) {
            assertThat(action.path("action.lua").asText())
                    .isEqualTo(Files.readString(
                            ArgoFiles.action(action.path("name").asText())));
        }
    }

    /** Without Argo CD here, at least: whatever an Application points at in this repository is there. */
    @Test
    void applicationsPointAtWhatThereIs() throws IOException {
        for (String name : List.of("operator", "resources")) {
            JsonNode application = Manifests.read(Files.readString(Path.of("argocd", name + ".yaml")))
                    .getFirst();
            assertThat(application.path("kind").asText()).isEqualTo("Application");
            String path = application.at("/spec/source/path").asText();
            assertThat(Path.of(path)).isDirectory();
            if (application.at("/spec/source/helm/valuesObject") instanceof ObjectNode values) {
                Path file = Files.createTempFile("ddc-values", ".yaml");
                try {
                    Files.writeString(file, Manifests.write(values));
                    assertThat(Chart.render("--values", file.toString())).isNotEmpty();
                } finally {
                    Files.delete(file);
                }
            }
        }
    }

    private static JsonNode resource(Path file) throws IOException {
        return Manifests.read(Files.readString(file)).getFirst();
    }

    private static JsonNode example() throws IOException {
        return Manifests.one(
                        Manifests.read(Files.readString(Path.of("examples/single-region-keyspaces.yaml"))),
                        "UnrealCloudDdc")
                .deepCopy();
    }
}
