package io.unrealcloud.ddc.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Lua that Argo CD runs, and the ConfigMap by which it learns of it. */
final class ArgoFiles {

    static final Path DIRECTORY = Path.of("argocd");
    static final Path HEALTH = DIRECTORY.resolve("health.lua");
    static final Path DISCOVERY = DIRECTORY.resolve("actions/discovery.lua");
    static final List<String> ACTIONS = List.of("pause", "resume", "verify-now");

    private ArgoFiles() {}

    static Path action(String name) {
        return DIRECTORY.resolve("actions").resolve(name + ".lua");
    }

    static String configMap() throws IOException {
        StringBuilder yaml = new StringBuilder("""
            # Generated from the Lua files here. Do not edit; change them and run:
            # %s
            # Apply it over Argo CD's own: kubectl patch configmap argocd-cm -n argocd --patch-file argocd/argocd-cm.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: argocd-cm
              namespace: argocd
              labels:
                app.kubernetes.io/part-of: argocd
            data:
              resource.customizations.health.ddc.unrealcloud.io_UnrealCloudDdc: |
            """.formatted(DeployFiles.COMMAND));
        yaml.append(Files.readString(HEALTH).indent(4));
        yaml.append("  resource.customizations.actions.ddc.unrealcloud.io_UnrealCloudDdc: |\n");
        yaml.append("    discovery.lua: |\n").append(Files.readString(DISCOVERY).indent(6));
        yaml.append("    definitions:\n");
        for (String action : ACTIONS) {
            yaml.append("      - name: ").append(action).append("\n        action.lua: |\n");
            yaml.append(Files.readString(action(action)).indent(10));
        }
        return yaml.toString().replaceAll("(?m)[ ]+$", "");
    }
}
