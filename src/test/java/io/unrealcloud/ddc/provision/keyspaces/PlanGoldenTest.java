package io.unrealcloud.ddc.provision.keyspaces;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * From a spec and what is in AWS to the plan. {@code in-*.yaml} says what is, in the words of {@link GivenFacts};
 * {@code out-*.yaml} is the plan. Written anew with {@code -Dgolden.write}: read the difference before you commit it.
 */
class PlanGoldenTest {

    private static final Path CASES = Path.of("src/test/resources/plan");
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
        assertThat(cases).hasSizeGreaterThan(30);
        return cases.stream().map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path in) throws IOException {
        Path out = in.resolveSibling(in.getFileName().toString().replaceFirst("^in-", "out-"));
        JsonNode given = YAML.readTree(in.toFile());
        GivenFacts facts = new GivenFacts(given);
        String actual = YAML.writeValueAsString(render(facts.plan()));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(out, actual);
        }
        assertThat(actual).as(given.path("about").asText()).isEqualTo(Files.readString(out));
        assertThat(YAML.writeValueAsString(render(facts.plan())))
                .as("same facts, same plan")
                .isEqualTo(actual);
    }

    private static List<Map<String, Object>> render(Plan<KeyspacesOperation> plan) {
        Set<String> planned = plan.steps().stream().map(Step::id).collect(Collectors.toSet());
        return plan.steps().stream().map(step -> render(step, planned)).toList();
    }

    private static Map<String, Object> render(Step<KeyspacesOperation> step, Set<String> planned) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("do", step.operation().action() + " " + step.operation().target());
        if (!step.operation().detail().isEmpty()) {
            rendered.put("detail", step.operation().detail());
        }
        if (step.operation() instanceof KeyspacesOperation.TagKeyspace tag) {
            rendered.put("tags", new java.util.TreeMap<>(tag.set()));
            if (!tag.remove().isEmpty()) {
                rendered.put("untag", tag.remove().stream().sorted().toList());
            }
        }
        if (step.operation() instanceof KeyspacesOperation.Await await) {
            rendered.put("because", await.waiting().reason().name());
        }
        if (step.operation() instanceof KeyspacesOperation.Stop stop) {
            rendered.put("because", stop.reason().name());
        }
        if (step.operation().destructive()) {
            rendered.put("destructive", true);
        }
        rendered.put("for", step.id());
        List<String> needs =
                step.needs().stream().filter(planned::contains).sorted().toList();
        if (!needs.isEmpty()) {
            rendered.put("after", needs.size() > 4 ? List.of(needs.size() + " steps") : needs);
        }
        return rendered;
    }
}
