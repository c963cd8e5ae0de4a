package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.model.Resolution;
import io.unrealcloud.ddc.model.Resolver;
import io.unrealcloud.ddc.model.Resources;
import io.unrealcloud.ddc.ops.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/install.md tells people to type is there and works, as far as that can be told without AWS. */
class InstallDocumentTest {

    /** What the document has a studio hand to IAM. */
    private static final Path POLICIES = Path.of("deploy/aws");

    private static final Pattern HEREDOC =
            Pattern.compile("cat > (\\S+) <<'?(JSON|YAML)'?\\n(.*?)\\n\\2\\n", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("\\b(?:charts|deploy|examples|argocd|scripts)/[\\w./-]*\\w");
    private static final Path ACCESS = Path.of("src/main/java/io/unrealcloud/ddc/identity/policy/AccessPolicy.java");

    @ParameterizedTest
    @ValueSource(strings = {"install", "scylla", "production"})
    void everyPathIsThere(String document) throws IOException {
        String text = Files.readString(Path.of("docs", document + ".md"));
        List<String> paths =
                PATH.matcher(text).results().map(found -> found.group()).toList();
        assertThat(paths).isNotEmpty().allSatisfy(path -> assertThat(Path.of(path))
                .exists());
    }

    /** Somebody who takes an example and the values for it is not told that it is not permitted. */
    @ParameterizedTest
    @CsvSource({"production, single-region-keyspaces", "scylla, single-region-scylla"})
    void theValuesPermitTheExample(String values, String example, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("config.yaml"),
                Manifests.one(Chart.render("--values", "examples/values/" + values + ".yaml"), "ConfigMap")
                        .at("/data/config.yaml")
                        .asText());
        JsonNode object = Manifests.one(
                Manifests.read(Files.readString(Path.of("examples", example + ".yaml"))), "UnrealCloudDdc");
        UnrealCloudDdc resource = new ObjectMapper().convertValue(object, UnrealCloudDdc.class);
        assertThat(new Resolver(SettingsLoader.load(file), Resources.ACCOUNT).resolve(resource, resource.getSpec()))
                .isInstanceOf(Resolution.Resolved.class);
    }

    @Test
    void everyExampleIsInTheTable() throws IOException {
        for (Path example : Chart.examples()) {
            assertThat(document()).contains("`" + example.getFileName() + "`");
        }
    }

    @Test
    void theValuesRender(@TempDir Path directory) throws IOException {
        Path values = Files.writeString(directory.resolve("values.yaml"), block("values.yaml"));
        assertThat(Chart.render("--values", values.toString())).isNotEmpty();
    }

    /** A right the boundary lacks is one the role has on paper only. */
    @Test
    void theBoundaryCoversWhatRolesGet() throws IOException {
        Set<String> allowed = actions(Files.readString(POLICIES.resolve("boundary-policy.json")));
        Set<String> given = new TreeSet<>();
        Matcher action = Pattern.compile("\"((?:cassandra|s3|secretsmanager|ec2):\\w+)\"")
                .matcher(Files.readString(ACCESS));
        while (action.find()) {
            given.add(action.group(1));
        }
        // Said in prose, for those who use a VPC endpoint.
        given.removeIf(name -> name.startsWith("ec2:") && assertSaid(name));
        assertThat(given).hasSizeGreaterThan(8);
        assertThat(allowed).isEqualTo(given);
    }

    @Test
    void theOperatorCannotMakeRolesWithoutBoundary() throws IOException {
        JsonNode statements = new ObjectMapper()
                .readTree(Files.readString(POLICIES.resolve("operator-policy.json")))
                .path("Statement");
        for (JsonNode statement : statements) {
            if (statement.path("Action").toString().contains("iam:CreateRole")) {
                assertThat(statement.at("/Condition/StringEquals").has("iam:PermissionsBoundary"))
                        .isTrue();
            }
            assertThat(statement.path("Action").toString())
                    .doesNotContain("iam:PassRole", "iam:DeleteRolePermissionsBoundary", "iam:AttachRolePolicy", "*");
        }
        assertThat(new ObjectMapper().readTree(block("trust.json"))).isNotEmpty();
    }

    private static boolean assertSaid(String action) {
        try {
            assertThat(document()).contains(action);
            return true;
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    /** What only ScyllaDB's nodes get is told apart by the name of its statement. */
    private static Set<String> actions(String policy) throws IOException {
        Set<String> actions = new TreeSet<>();
        for (JsonNode statement : new ObjectMapper().readTree(policy).path("Statement")) {
            if (statement.path("Sid").asText().startsWith("Node")) {
                continue;
            }
            JsonNode action = statement.path("Action");
            (action.isArray() ? action : List.of(action)).forEach(name -> actions.add(name.asText()));
        }
        return actions;
    }

    private static String block(String file) throws IOException {
        Matcher block = HEREDOC.matcher(document());
        while (block.find()) {
            if (block.group(1).equals(file)) {
                return block.group(3);
            }
        }
        throw new AssertionError("docs/install.md writes no " + file);
    }

    private static String document() throws IOException {
        return Files.readString(Path.of("docs/install.md"));
    }
}
