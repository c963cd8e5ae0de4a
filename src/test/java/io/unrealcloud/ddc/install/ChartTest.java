package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.model.OperatorSettings;
import io.unrealcloud.ddc.model.Tenancy;
import io.unrealcloud.ddc.ops.SettingsLoader;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the chart makes of values, and what it refuses. No server is needed for that. */
class ChartTest {

    private static final String WRITE = "install.write";

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> rendersAsAgreed() {
        return Chart.files("values").stream()
                .map(values -> DynamicTest.dynamicTest(Chart.name(values), () -> {
                    String rendered = Manifests.write(Chart.render("--values", values.toString()).stream()
                            .filter(object -> !object.path("kind").asText().equals("CustomResourceDefinition"))
                            .toList());
                    Path golden = Path.of("src/test/resources/install/golden").resolve(values.getFileName());
                    if (System.getProperty(WRITE) != null) {
                        Files.writeString(golden, rendered);
                    }
                    assertThat(rendered)
                            .as("if the change is meant, look at it and write %s anew with -D%s", golden, WRITE)
                            .isEqualTo(Files.readString(golden));
                }));
    }

    @TestFactory
    Stream<DynamicTest> isFreeOfLint() {
        return Chart.files("values").stream()
                .map(values -> DynamicTest.dynamicTest(Chart.name(values), () -> Program.HELM
                        .run(List.of("lint", "--strict", "--values", values.toString(), Chart.DIRECTORY.toString()))
                        .ok()));
    }

    /** The first line of each file says what the refusal must contain. */
    @TestFactory
    Stream<DynamicTest> refusesByTheKeysName() {
        return Chart.files("invalid").stream()
                .map(values -> DynamicTest.dynamicTest(Chart.name(values), () -> {
                    String expected =
                            Files.readString(values).lines().findFirst().orElseThrow();
                    Program.Result result = Chart.template("--values", values.toString());
                    assertThat(result.code()).isNotZero();
                    assertThat(result.output()).contains(expected.replaceFirst("^# expect: ", ""));
                }));
    }

    @Test
    void anOldKubernetesIsRefused() {
        Program.Result result = Chart.template("--kube-version", "1.30.9-eks-1");
        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("kubeVersion: >=1.31.0-0");
        assertThat(Chart.template("--kube-version", "1.31.0-eks-1").code()).isZero();
    }

    @Test
    void theDefinitionIsTheCommittedOneAndStays() throws IOException {
        ObjectNode rendered = (ObjectNode) Manifests.one(Chart.render(), "CustomResourceDefinition");
        assertThat(rendered.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
        ((ObjectNode) rendered.get("metadata")).remove(List.of("labels", "annotations"));
        assertThat(rendered)
                .isEqualTo(Manifests.read(Files.readString(DeployFiles.CRD)).getFirst());
        assertThat(Manifests.one(Chart.render("--set", "crds.enabled=false"), "CustomResourceDefinition")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void everyValueIsInTheSchemaAndTheOtherWayRound() throws IOException {
        JsonNode values = Manifests.read(Files.readString(Chart.DIRECTORY.resolve("values.yaml")))
                .getFirst();
        Set<String> known = keys(schema());
        known.remove("global"); // Helm's own
        Set<String> given = new TreeSet<>();
        values.fieldNames().forEachRemaining(given::add);
        assertThat(given).isEqualTo(known);
        values.properties().forEach(value -> {
            JsonNode nested = schema().at("/properties/" + value.getKey());
            if (value.getValue().isObject() && !value.getValue().isEmpty() && nested.has("properties")) {
                value.getValue().fieldNames().forEachRemaining(name -> assertThat(keys(nested))
                        .as(value.getKey())
                        .contains(name));
            }
        });
    }

    /** The trust store is not among them: the chart sets it where it mounts one. */
    @Test
    void theConfigurationFileHasTheKeysTheOperatorReads() {
        JsonNode config = schema().at("/properties/config");
        assertThat(keys(config)).isEqualTo(components(OperatorSettings.class));
        assertThat(keys(config.at("/properties/tenancy"))).isEqualTo(components(Tenancy.class));
        assertThat(keys(config.at("/properties/tenancy/properties/namespaces/items")))
                .isEqualTo(components(Tenancy.Limits.class));
        assertThat(keys(config.at("/properties/identity"))).isEqualTo(components(OperatorSettings.Identity.class));
        Set<String> cql = components(OperatorSettings.Cql.class);
        cql.remove("trustStore");
        assertThat(keys(config.at("/properties/cql"))).isEqualTo(cql);
    }

    @TestFactory
    Stream<DynamicTest> theOperatorReadsTheRenderedConfiguration() {
        return Stream.of("default", "namespaced", "full")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    List<ObjectNode> objects =
                            Chart.render("--values", "src/test/resources/install/values/" + name + ".yaml");
                    Path file = directory.resolve(name + ".yaml");
                    Files.writeString(
                            file,
                            Manifests.one(objects, "ConfigMap")
                                    .at("/data/config.yaml")
                                    .asText());
                    OperatorSettings settings = SettingsLoader.load(file);
                    assertThat(settings.cql().trustStore() != null).isEqualTo(name.equals("full"));
                }));
    }

    @Test
    void everyVariableTheChartSetsIsOneTheOperatorReads() throws IOException {
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        JsonNode deployment =
                Manifests.one(Chart.render("--values", "src/test/resources/install/values/full.yaml"), "Deployment");
        assertThat(deployment.at("/spec/template/spec/containers/0/env"))
                .map(variable -> variable.path("name").asText())
                .filteredOn(name -> name.startsWith("DDC_"))
                .hasSizeGreaterThan(3)
                .allSatisfy(name -> assertThat(properties).contains("${" + name + ":"));
    }

    private static JsonNode schema() {
        try {
            return new ObjectMapper()
                    .readTree(Chart.DIRECTORY.resolve("values.schema.json").toFile());
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static Set<String> keys(JsonNode schema) {
        assertThat(schema.path("additionalProperties").isBoolean()
                        && !schema.path("additionalProperties").asBoolean())
                .as("strict: %s", schema.path("description"))
                .isTrue();
        Set<String> keys = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> components(Class<? extends Record> type) {
        Set<String> names = new TreeSet<>();
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).forEach(names::add);
        return names;
    }
}
