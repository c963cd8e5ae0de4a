package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.unrealcloud.ddc.provision.Plan;
import io.unrealcloud.ddc.provision.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * From what shall be and what is to the plan. {@code in-*.yaml} says both, in the words of {@link GivenNodes};
 * {@code out-*.yaml} is the plan. Written anew with {@code -Dgolden.write}: read the difference before you commit it.
 */
class PlanGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/plan/nodes");
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build();

    @TestFactory
    Stream<DynamicTest> plans() throws IOException {
        List<Path> cases;
        try (Stream<Path> files = Files.list(CASES)) {
            cases = files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .toList();
        }
        assertThat(cases).hasSizeGreaterThan(15);
        return cases.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path in) throws IOException {
        Path out = in.resolveSibling(in.getFileName().toString().replaceFirst("^in-", "out-"));
        JsonNode given = YAML.readTree(in.toFile());
        String actual = YAML.writeValueAsString(render(new GivenNodes(given).plan()));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(out, actual);
        }
        assertThat(actual).as(given.path("about").asText()).isEqualTo(Files.readString(out));
        assertThat(YAML.writeValueAsString(render(new GivenNodes(given).plan())))
                .as("same facts, same plan")
                .isEqualTo(actual);
    }

    private static List<Map<String, Object>> render(Plan<NodesOperation> plan) {
        Set<String> planned = plan.steps().stream().map(Step::id).collect(Collectors.toSet());
        return plan.steps().stream().map(step -> render(step, planned)).toList();
    }

    private static Map<String, Object> render(Step<NodesOperation> step, Set<String> planned) {
        NodesOperation operation = step.operation();
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("do", operation.action() + " " + operation.target());
        if (!operation.detail().isEmpty()) {
            rendered.put("detail", operation.detail());
        }
        switch (operation) {
            case NodesOperation.Record record -> {
                rendered.put("tags", new TreeMap<>(record.set()));
                if (!record.remove().isEmpty()) {
                    rendered.put("untag", record.remove().stream().sorted().toList());
                }
            }
            case NodesOperation.TagObjects tag -> rendered.put("objects", tag.ids());
            case NodesOperation.Launch launch -> {
                rendered.put("launch", launch.launch());
                rendered.put("subnet", launch.subnet());
                rendered.put("userData", launch.userData());
            }
            case NodesOperation.Await await ->
                rendered.put("because", await.waiting().reason().name());
            case NodesOperation.Trouble trouble ->
                rendered.put("because", trouble.reason().name());
            case NodesOperation.Stop stop ->
                rendered.put("because", stop.reason().name());
            default -> {}
        }
        if (operation.destructive()) {
            rendered.put("destructive", true);
        }
        rendered.put("for", step.id());
        List<String> needs =
                step.needs().stream().filter(planned::contains).sorted().toList();
        if (!needs.isEmpty()) {
            rendered.put("after", needs);
        }
        return rendered;
    }
}
