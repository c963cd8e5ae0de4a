package io.unrealcloud.ddc.install;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files under charts/, deploy/ and argocd/ that are made from others: the definition, the chart, the Lua. */
final class DeployFiles {

    static final String COMMAND = "mvn -q test -Dtest=InstallFilesTest -Dinstall.write";
    static final Path CRD = Path.of("crds", "unrealcloudddcs.ddc.unrealcloud.io.yaml");

    /** The namespace the namespaced overlay watches, as in the examples. */
    static final String WATCHED = "unreal-cloud-ddc";

    private static final String HEADER =
            "# Generated from the chart. Do not edit; change the chart and run:\n# " + COMMAND + "\n";

    private DeployFiles() {}

    static Map<Path, String> all() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        files.put(Chart.DIRECTORY.resolve("files/crd.yaml"), Files.readString(CRD));
        files.put(Path.of("deploy/crd/crd.yaml"), Files.readString(CRD));
        List<ObjectNode> wide = chart();
        List<ObjectNode> narrow = chart("--set", "watchNamespaces={" + WATCHED + "}");
        files.put(
                Path.of("deploy/base/operator.yaml"),
                manifests(wide.stream()
                        .filter(object ->
                                isOwn(object) && !object.path("kind").asText().equals("ConfigMap"))
                        .toList()));
        files.put(
                Path.of("deploy/overlays/cluster-wide/rbac.yaml"),
                manifests(wide.stream().filter(object -> !isOwn(object)).toList()));
        files.put(
                Path.of("deploy/overlays/namespaced/rbac.yaml"),
                manifests(narrow.stream().filter(object -> !isOwn(object)).toList()));
        files.put(Path.of("argocd/argocd-cm.yaml"), ArgoFiles.configMap());
        return files;
    }

    private static List<ObjectNode> chart(String... arguments) {
        return Chart.render(arguments).stream()
                .filter(object ->
                        !Chart.isHook(object) && !object.path("kind").asText().equals("CustomResourceDefinition"))
                .toList();
    }

    /** Lives in the operator's namespace, as opposed to what it may do elsewhere. */
    private static boolean isOwn(JsonNode object) {
        return object.at("/metadata/namespace").asText().equals(Chart.NAMESPACE);
    }

    private static String manifests(List<ObjectNode> objects) {
        objects.forEach(DeployFiles::forgetHelm);
        return HEADER + Manifests.write(objects);
    }

    /** What Helm alone needs: who manages, which chart, and the mark of its ConfigMap's content. */
    static void forgetHelm(ObjectNode object) {
        for (String place : List.of("/metadata", "/spec/template/metadata")) {
            if (object.at(place + "/labels") instanceof ObjectNode labels) {
                labels.remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
            }
            if (object.at(place + "/annotations") instanceof ObjectNode annotations) {
                annotations.remove(List.of("ddc.unrealcloud.io/config", "helm.sh/resource-policy"));
                if (annotations.isEmpty()) {
                    ((ObjectNode) object.at(place)).remove("annotations");
                }
            }
        }
    }
}
