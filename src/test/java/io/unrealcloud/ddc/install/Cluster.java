package io.unrealcloud.ddc.install;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.unrealcloud.ddc.testing.ApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shared API server, reached as people reach it: by kubectl and helm, with a kubeconfig. */
public final class Cluster {

    private final Path home;

    /** @param home where the programs may keep what they like */
    public Cluster(Path home) {
        this.home = home;
        try {
            Files.writeString(home.resolve("kubeconfig"), ApiServer.get().kubeconfig());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    KubernetesClient client() {
        return ApiServer.get().client();
    }

    /** A namespace of this name, made by whichever test asks first. */
    void namespace(String name) {
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .serverSideApply();
    }

    public Program.Result kubectl(String... arguments) {
        return Program.KUBECTL.run(List.of(arguments), environment());
    }

    Program.Result helm(String... arguments) {
        return Program.HELM.run(List.of(arguments), environment());
    }

    /** Server-side apply with nothing unknown allowed, as a dry run or for good. */
    public void apply(List<? extends com.fasterxml.jackson.databind.JsonNode> objects, String... more) {
        try {
            Path file = Files.createTempFile(home, "apply", ".yaml");
            Files.writeString(file, Manifests.write(objects));
            List<String> words = new ArrayList<>(
                    List.of("apply", "--server-side", "--force-conflicts", "--validate=strict", "-f", file.toString()));
            words.addAll(List.of(more));
            kubectl(words.toArray(String[]::new)).ok();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What points the programs at the server, and keeps their own files in {@code home}. */
    Map<String, String> environment() {
        return Map.of(
                "KUBECONFIG", home.resolve("kubeconfig").toString(),
                "HOME", home.toString(),
                "HELM_CACHE_HOME", home.resolve("cache").toString(),
                "HELM_CONFIG_HOME", home.resolve("config").toString(),
                "HELM_DATA_HOME", home.resolve("data").toString());
    }
}
