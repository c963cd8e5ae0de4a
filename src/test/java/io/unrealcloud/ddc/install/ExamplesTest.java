package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.testing.ApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What GitOps and people see of an applied example. */
@Tag("cluster")
class ExamplesTest {

    @TempDir
    private Path home;

    private final String namespace = ApiServer.get().newNamespace();
    private Cluster cluster;

    @BeforeEach
    void connect() {
        cluster = new Cluster(home);
    }

    /** Defaults of the definition must not come back as differences, or GitOps would never be in sync. */
    @TestFactory
    Stream<DynamicTest> noDifferenceAfterApplying() {
        return Chart.examples().stream()
                .map(example -> DynamicTest.dynamicTest(Chart.name(example), () -> {
                    List<ObjectNode> resources = resources(example);
                    cluster.apply(resources, "--field-manager=argocd-controller");
                    Path file = home.resolve(example.getFileName());
                    Files.writeString(file, Manifests.write(resources));
                    try {
                        assertThat(cluster.kubectl(
                                                "diff",
                                                "--server-side",
                                                "--field-manager=argocd-controller",
                                                "-f",
                                                file.toString())
                                        .ok())
                                .isEmpty();
                    } finally {
                        cluster.kubectl("delete", "-f", file.toString(), "--wait=false")
                                .ok();
                    }
                }));
    }

    @Test
    void explainTellsUnitsAndConsequences() {
        assertThat(explain("spec.deletionPolicy")).contains("Retain");
        assertThat(explain("spec.database.amazonKeyspaces.primaryRegion")).containsIgnoringCase("immutable");
        assertThat(explain("spec.database.amazonKeyspaces.peerRegions")).contains("cannot be removed");
        assertThat(explain("status.conditions")).contains("message", "reason");
    }

    private String explain(String field) {
        return cluster.kubectl("explain", "ucddc." + field).ok();
    }

    private List<ObjectNode> resources(Path example) {
        List<ObjectNode> resources = Manifests.ofKind(Manifests.read(Chart.text(example)), "UnrealCloudDdc");
        assertThat(resources).isNotEmpty();
        resources.forEach(resource -> ((ObjectNode) resource.get("metadata")).put("namespace", namespace));
        return resources;
    }
}
