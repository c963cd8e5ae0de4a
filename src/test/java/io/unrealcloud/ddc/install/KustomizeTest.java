package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The two ways to install have the same effect. */
class KustomizeTest {

    @Test
    void clusterWide() {
        same("deploy/overlays/cluster-wide");
    }

    @Test
    void namespaced() {
        same("deploy/overlays/namespaced", "--set", "watchNamespaces={" + DeployFiles.WATCHED + "}");
    }

    @Test
    void definition() {
        List<ObjectNode> crd = build("deploy/crd");
        assertThat(comparable(crd))
                .isEqualTo(comparable(Manifests.ofKind(Chart.render(), "CustomResourceDefinition").stream()
                        .peek(object -> ((ObjectNode) object.get("metadata")).remove("labels"))
                        .toList()));
    }

    static List<ObjectNode> build(String directory) {
        return Manifests.read(
                Program.KUBECTL.run(List.of("kustomize", directory)).ok());
    }

    private static void same(String overlay, String... values) {
        List<ObjectNode> chart = Chart.render(values).stream()
                .filter(object ->
                        !Chart.isHook(object) && !object.path("kind").asText().equals("CustomResourceDefinition"))
                .toList();
        List<ObjectNode> kustomize = build(overlay).stream()
                .filter(object -> !object.path("kind").asText().equals("Namespace")) // --create-namespace of helm
                .toList();
        Map<String, JsonNode> one = comparable(kustomize);
        Map<String, JsonNode> other = comparable(chart);
        assertThat(one.keySet()).isEqualTo(other.keySet());
        one.forEach((id, object) -> assertThat(object).as(id).isEqualTo(other.get(id)));
    }

    /** By id, without what Helm notes down, the hash in a generated name, and the order of variables. */
    private static Map<String, JsonNode> comparable(List<ObjectNode> objects) {
        Map<String, JsonNode> byId = new TreeMap<>();
        for (ObjectNode object : objects) {
            DeployFiles.forgetHelm(object);
            if (object.path("kind").asText().equals("ConfigMap")) {
                ((ObjectNode) object.get("metadata")).remove("labels");
                ((ObjectNode) object.get("data"))
                        .put(
                                "config.yaml",
                                object.at("/data/config.yaml").asText().strip());
            }
            if (object.at("/spec/template/spec/containers/0") instanceof ObjectNode container) {
                Map<String, JsonNode> variables = new TreeMap<>();
                container
                        .path("env")
                        .forEach(variable -> variables.put(variable.path("name").asText(), variable));
                container.putArray("env").addAll(variables.values());
            }
            String text = Manifests.write(object).replaceAll("operator-config-[a-z0-9]{10}\\b", "operator-config");
            ObjectNode plain = Manifests.read(text).getFirst();
            byId.put(Manifests.id(plain), plain);
        }
        assertThat(byId).hasSameSizeAs(objects);
        return byId;
    }
}
