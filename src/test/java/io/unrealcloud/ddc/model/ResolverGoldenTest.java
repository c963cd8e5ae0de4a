package io.unrealcloud.ddc.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * From a spec and the operator's configuration to the model, or to the refusal. {@code in-*.yaml} holds both (without
 * {@code settings}, everything is allowed), {@code out-*.yaml} what comes of it. Written anew with {@code -Dgolden.write}.
 */
class ResolverGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/model");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    @TestFactory
    Stream<DynamicTest> models() throws IOException {
        List<Path> cases;
        try (Stream<Path> files = Files.list(CASES)) {
            cases = files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .toList();
        }
        assertThat(cases).hasSizeGreaterThan(30);
        return cases.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path in) throws IOException {
        Path out = in.resolveSibling(in.getFileName().toString().replaceFirst("^in-", "out-"));
        JsonNode given = YAML.readTree(in.toFile());
        UnrealCloudDdc resource = Resources.resource("uid-1", YAML.writeValueAsString(given.get("spec")));
        OperatorSettings settings = given.has("settings")
                ? YAML.treeToValue(given.get("settings"), OperatorSettings.class)
                : Resources.permissive(Resources.NAMESPACE);
        String actual = YAML.writeValueAsString(
                RecordTree.of(new Resolver(settings, Resources.ACCOUNT).resolve(resource, resource.getSpec())));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(out, actual);
        }
        assertThat(actual).as(given.path("about").asText()).isEqualTo(Files.readString(out));
    }
}
