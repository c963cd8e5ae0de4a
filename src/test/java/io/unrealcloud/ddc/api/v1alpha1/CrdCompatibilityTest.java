package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CrdCompatibilityTest {

    /** One definition for each release; before the first one, what is agreed on so far. Add, never change. */
    private static final Path RELEASED = Path.of("src", "test", "resources", "crd", "released");

    @TestFactory
    Stream<DynamicTest> resourcesOfEveryReleaseStayValid() throws IOException {
        try (var files = Files.list(RELEASED)) {
            List<Path> releases = files.sorted().toList();
            assertThat(releases).isNotEmpty();
            return releases.stream()
                    .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> assertThat(
                                    CrdCompatibility.breaks(GeneratedCrd.read(file), GeneratedCrd.json()))
                            .as("resources that %s accepted would be refused or mean something else", file)
                            .isEmpty()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void eachKindOfBreakIsFound(String expected, Consumer<ObjectNode> change) {
        ObjectNode current = GeneratedCrd.json();
        change.accept(schema(current));
        assertThat(CrdCompatibility.breaks(GeneratedCrd.json(), current)).containsExactly(expected);
    }

    static Stream<Arguments> eachKindOfBreakIsFound() {
        return Stream.of(
                found("spec.siteName was removed", schema -> properties(schema, "spec")
                        .remove("siteName")),
                found("spec.database.scylla.peerRegions.*.seeds was removed", schema -> properties(
                                schema, "spec.database.scylla.peerRegions.*")
                        .remove("seeds")),
                found("status.conditions[].message was removed", schema -> properties(schema, "status.conditions.[]")
                        .remove("message")),
                found(
                        "spec.siteName has another type: \"string\" became \"integer\"",
                        schema -> at(schema, "spec.siteName").put("type", "integer")),
                found(
                        "status.conditions[].lastTransitionTime has another format: \"date-time\" became none",
                        schema -> at(schema, "status.conditions.[].lastTransitionTime")
                                .remove("format")),
                found(
                        "spec.managementPolicy has another default: \"Manage\" became \"Plan\"",
                        schema -> at(schema, "spec.managementPolicy").put("default", "Plan")),
                found(
                        "status.conditions has another x-kubernetes-list-type: \"map\" became \"atomic\"",
                        schema -> at(schema, "status.conditions").put("x-kubernetes-list-type", "atomic")),
                found(
                        "status.resources has another x-kubernetes-list-map-keys: [\"kind\",\"id\"] became [\"id\"]",
                        schema -> at(schema, "status.resources")
                                .putArray("x-kubernetes-list-map-keys")
                                .add("id")),
                found(
                        "status.lastValidSpec no longer keeps unknown fields",
                        schema -> at(schema, "status.lastValidSpec").remove("x-kubernetes-preserve-unknown-fields")),
                found("spec.database.keyspace now requires name", schema -> at(schema, "spec.database.keyspace")
                        .putArray("required")
                        .add("name")),
                found(
                        "spec now requires storage",
                        schema -> ((ArrayNode) at(schema, "spec").get("required")).add("storage")),
                found(
                        "spec.siteName now takes only certain values",
                        schema -> at(schema, "spec.siteName").putArray("enum").add("here")),
                found("spec.deletionPolicy no longer takes the value Retain", schema -> at(
                                schema, "spec.deletionPolicy")
                        .putArray("enum")
                        .add("Delete")),
                found("spec.siteName has a tighter maxLength: 63 became 62", schema -> at(schema, "spec.siteName")
                        .put("maxLength", 62)),
                found("spec.siteName has a tighter minLength: 1 became 2", schema -> at(schema, "spec.siteName")
                        .put("minLength", 2)),
                found("spec.database has a new minProperties of 1", schema -> at(schema, "spec.database")
                        .put("minProperties", 1)),
                found("spec.storage has a new maxProperties of 1", schema -> at(schema, "spec.storage")
                        .put("maxProperties", 1)));
    }

    @Test
    void aRemovedVersionIsFound() {
        ObjectNode current = GeneratedCrd.json();
        ((ArrayNode) current.at("/spec/versions")).removeAll();
        assertThat(CrdCompatibility.breaks(GeneratedCrd.json(), current))
                .containsExactly("version v1alpha1 was removed");
    }

    @Test
    void aVersionThatIsNoLongerServedIsFound() {
        ObjectNode current = GeneratedCrd.json();
        ((ObjectNode) current.at("/spec/versions/0")).put("served", false);
        assertThat(CrdCompatibility.breaks(GeneratedCrd.json(), current))
                .containsExactly("version v1alpha1 is no longer served");
    }

    @Test
    void whatOnlyAddsOrLoosensIsNoBreak() {
        ObjectNode current = GeneratedCrd.json();
        ObjectNode schema = schema(current);
        properties(schema, "spec").putObject("weather").put("type", "object");
        at(schema, "spec.siteName").put("maxLength", 64);
        ((ArrayNode) at(schema, "spec.deletionPolicy").get("enum")).add("Snapshot");
        at(schema, "spec").putArray("required").add("region");
        assertThat(CrdCompatibility.breaks(GeneratedCrd.json(), current)).isEmpty();
    }

    private static Arguments found(String expected, Consumer<ObjectNode> change) {
        return Arguments.of(expected, change);
    }

    private static ObjectNode schema(ObjectNode crd) {
        return (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema");
    }

    private static ObjectNode at(ObjectNode schema, String path) {
        return CrdFinish.at(schema, path);
    }

    private static ObjectNode properties(ObjectNode schema, String path) {
        return (ObjectNode) at(schema, path).get("properties");
    }
}
