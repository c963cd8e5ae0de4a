package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A real API server takes every object that any of the ways to install makes, without an unknown field. */
@Tag("cluster")
class AcceptedByServerTest {

    @TempDir
    private Path home;

    private Cluster cluster;

    @BeforeEach
    void connect() throws Exception {
        cluster = new Cluster(home);
        cluster.apply(Manifests.read(Files.readString(Path.of("src/test/resources/install/servicemonitor-crd.yaml"))));
        cluster.kubectl("wait", "--for=condition=Established", "crd/servicemonitors.monitoring.coreos.com")
                .ok();
    }

    @TestFactory
    Stream<DynamicTest> chart() {
        return Stream.concat(Chart.files("values").stream(), Chart.filesIn(Path.of("examples/values")).stream())
                .map(values -> DynamicTest.dynamicTest(
                        Chart.name(values), () -> accepted(Chart.render("--values", values.toString()))));
    }

    @TestFactory
    Stream<DynamicTest> kustomize() {
        return Stream.of("deploy/crd", "deploy/overlays/cluster-wide", "deploy/overlays/namespaced")
                .map(overlay -> DynamicTest.dynamicTest(overlay, () -> accepted(KustomizeTest.build(overlay))));
    }

    @Test
    void theResourcesForArgo() {
        accepted(Chart.filesIn(Path.of("argocd/resources")).stream()
                .flatMap(file -> Manifests.read(Chart.text(file)).stream())
                .toList());
    }

    /** The namespace the kustomize base makes admits nothing less than Restricted, and the pods must fit. */
    @Test
    void podsFitTheRestrictedProfile() {
        ObjectNode pod = (ObjectNode) Manifests.one(KustomizeTest.build("deploy/overlays/cluster-wide"), "Deployment")
                .at("/spec/template");
        ObjectNode job = (ObjectNode) Manifests.one(Chart.render(), "Job").at("/spec/template");
        cluster.apply(Manifests.ofKind(KustomizeTest.build("deploy/overlays/cluster-wide"), "Namespace"));
        cluster.apply(
                Manifests.ofKind(KustomizeTest.build("deploy/overlays/cluster-wide"), "ServiceAccount", "ConfigMap"));
        for (ObjectNode template : List.of(pod, job)) {
            template.put("apiVersion", "v1").put("kind", "Pod");
            ((ObjectNode) template.get("metadata")).put("name", "fits").put("namespace", Chart.NAMESPACE);
            cluster.apply(List.of(template), "--dry-run=server");
        }
    }

    private void accepted(List<ObjectNode> objects) {
        assertThat(objects).isNotEmpty();
        objects.stream()
                .map(object -> object.at("/metadata/namespace").asText(null))
                .filter(Objects::nonNull)
                .distinct()
                .forEach(cluster::namespace);
        cluster.apply(objects, "--dry-run=server");
    }
}
