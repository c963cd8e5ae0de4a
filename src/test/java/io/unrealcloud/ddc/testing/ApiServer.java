package io.unrealcloud.ddc.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real kube-apiserver with its etcd, on free ports of the loopback interface. One is started for the whole
 * JVM when first asked for, and ends with it. There are no controllers and no kubelet: nothing collects
 * garbage, deleted namespaces stay, pods are never run. Tests share it, so each takes its own namespace.
 */
public final class ApiServer {

    /** Of Kubernetes; etcd and kubectl are always those of the newest. */
    private static final String NEWEST = "1.34.4";

    private static final String VERSION = System.getProperty("kubernetes.version", NEWEST);
    private static final List<String> BINARIES = List.of("etcd", "kube-apiserver", "kubectl");
    private static final Path CRD = Path.of("crds", "unrealcloudddcs.ddc.unrealcloud.io.yaml");

    private static ApiServer running;

    private final Path directory;
    private final KubeAPIServer server;
    private final KubernetesClient client;

    private ApiServer() throws IOException {
        directory = Files.createTempDirectory("ddc-apiserver");
        linkBinaries();
        server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(directory.toString())
                .withApiServerVersion(VERSION)
                .withOfflineMode(true)
                .build());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-apiserver"));
        server.start();
        client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        installDefinition();
    }

    /** The server of this JVM, with the UnrealCloudDdc definition of this checkout installed. */
    public static synchronized ApiServer get() {
        if (running == null) {
            try {
                running = new ApiServer();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return running;
    }

    /** A client with all rights; do not close it. */
    public KubernetesClient client() {
        return client;
    }

    /** A kubeconfig with all rights, as YAML. */
    public String kubeconfig() {
        return server.getKubeConfigYaml();
    }

    /** Makes a namespace that no other test uses. */
    public String newNamespace() {
        return client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("test-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
    }

    private void installDefinition() throws IOException {
        try (var yaml = Files.newInputStream(CRD)) {
            var applied = client.load(yaml).serverSideApply().getFirst();
            client.resource((CustomResourceDefinition) applied)
                    .waitUntilCondition(
                            crd -> crd.getStatus() != null
                                    && crd.getStatus().getConditions() != null
                                    && crd.getStatus().getConditions().stream()
                                            .anyMatch(condition -> condition
                                                            .getType()
                                                            .equals("Established")
                                                    && condition.getStatus().equals("True")),
                            30,
                            TimeUnit.SECONDS);
        }
    }

    /** The library looks for its binaries in a layout of its own. */
    private void linkBinaries() throws IOException {
        Path layout = Files.createDirectories(directory.resolve("k8s").resolve(VERSION + "-linux-" + architecture()));
        for (String name : BINARIES) {
            Path binary = cache().resolve("kubernetes")
                    .resolve("v" + (name.equals("kube-apiserver") ? VERSION : NEWEST))
                    .resolve(name);
            if (!Files.isExecutable(binary)) {
                throw new IllegalStateException(
                        binary + " is missing. 'make test' installs it before it runs tests;" + " run that once.");
            }
            Files.createSymbolicLink(layout.resolve(name), binary);
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static Path cache() {
        return environment("DDC_CACHE")
                .or(() -> environment("XDG_CACHE_HOME").map(home -> home.resolve("unreal-cloud-ddc-operator")))
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "unreal-cloud-ddc-operator"));
    }

    private static Optional<Path> environment(String name) {
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }

    private void stop() {
        try {
            if (client != null) {
                client.close();
            }
            server.stop();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException left) {
            System.err.println("Could not delete " + directory + ": " + left.getMessage());
        }
    }
}
