package io.unrealcloud.ddc.install;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.unrealcloud.ddc.api.v1alpha1.UnrealCloudDdc;
import io.unrealcloud.ddc.testing.ApiServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A release from its first day to its last, with helm against a real API server. */
@Tag("cluster")
class HelmLifecycleTest {

    private static final String RELEASE = "ddc";
    private static final String NAME = RELEASE + "-" + Chart.NAME;

    @TempDir
    private Path home;

    private final String own = ApiServer.get().newNamespace();
    private final String watched = ApiServer.get().newNamespace();
    private Cluster cluster;

    @BeforeEach
    void connect() {
        cluster = new Cluster(home);
    }

    @Test
    void installUpgradeRollbackUninstall() throws Exception {
        helm("package", Chart.DIRECTORY.toString(), "--version", "0.0.9", "--app-version", "0.0.9", "-d", home);
        // The server is shared: the definition is there already, and other tests go on using it.
        helm(
                "install",
                RELEASE,
                home.resolve(Chart.NAME + "-0.0.9.tgz"),
                "-n",
                own,
                "--take-ownership",
                "--set",
                "watchNamespaces={" + watched + "}");
        assertThat(image()).endsWith(":0.0.9");
        assertThat(helm("get", "notes", RELEASE, "-n", own)).contains("watches " + watched, "No namespace may use it");

        String definition = definition();
        upgrade("--reuse-values");
        assertThat(image()).endsWith(":" + Chart.version());
        assertThat(definition()).as("the definition and with it every resource").isEqualTo(definition);
        String pods = podTemplate();
        upgrade("--reuse-values", "--set", "podDisruptionBudget.enabled=false");
        assertThat(podTemplate())
                .as("no new pod where nothing of the pod changed")
                .isEqualTo(pods);
        upgrade("--reuse-values", "--set", "leaderElection.enabled=false");
        assertThat(deployment().getSpec().getStrategy().getType()).isEqualTo("Recreate");
        upgrade("--reuse-values", "--set", "leaderElection.enabled=true,replicas=2");
        assertThat(deployment().getSpec().getStrategy().getType()).isEqualTo("RollingUpdate");

        helm("rollback", RELEASE, "1", "-n", own);
        assertThat(image()).endsWith(":0.0.9");
        assertThat(deployment().getSpec().getReplicas()).isEqualTo(1);
        helm("rollback", RELEASE, "2", "-n", own);

        UnrealCloudDdc resource = resource();
        try (UninstallJob job = UninstallJob.runnerIn(own)) {
            Program.Result refused = cluster.helm("uninstall", RELEASE, "-n", own, "--timeout", "60s");
            assertThat(refused.code()).isNotZero();
            assertThat(job.said()).contains("while it has resources to look after: " + watched + "/games.");
            assertThat(deployment()).as("the operator, which is still needed").isNotNull();

            cluster.client().resource(resource).delete();
            cluster.helm("uninstall", RELEASE, "-n", own, "--timeout", "60s").ok();
            assertThat(job.said()).isEmpty();
        }
        assertThat(deployment()).isNull();
        assertThat(definition()).isEqualTo(definition);
        String kinds = "role,rolebinding,configmap,service,serviceaccount,job";
        assertThat(cluster.kubectl("get", kinds, "-n", own, "-o", "name").ok()).isEmpty();
        assertThat(cluster.kubectl("get", "role,rolebinding", "-n", watched, "-o", "name")
                        .ok())
                .isEmpty();
    }

    /** Two releases cannot both own the definition, and a sentence says what to do about it. */
    @Test
    void aSecondOwnerOfTheDefinitionIsToldWhatToDo() {
        helm("install", RELEASE, Chart.DIRECTORY, "-n", own, "--take-ownership");
        Program.Result second = cluster.helm("install", "second", Chart.DIRECTORY.toString(), "-n", own);
        assertThat(second.code()).isNotZero();
        assertThat(second.output())
                .contains(
                        "The release " + RELEASE + " in the namespace " + own + " has an operator",
                        "crds.enabled=false");
        helm(
                "install",
                "second",
                Chart.DIRECTORY,
                "-n",
                own,
                "--set",
                "crds.enabled=false,watchNamespaces={" + watched + "}");
        helm("uninstall", "second", "-n", own, "--no-hooks");
        helm("uninstall", RELEASE, "-n", own, "--no-hooks");
        Program.Result third = cluster.helm("install", "third", Chart.DIRECTORY.toString(), "-n", own);
        assertThat(third.output()).as("Helm's own words").contains("invalid ownership metadata");
        helm("install", "third", Chart.DIRECTORY, "-n", own, "--take-ownership");
        helm("uninstall", "third", "-n", own, "--no-hooks");
    }

    @Test
    void whoMayNotInstallIsToldWhatIsMissing() {
        Program.Result refused = cluster.helm(
                "install",
                RELEASE,
                Chart.DIRECTORY.toString(),
                "-n",
                own,
                "--set",
                "crds.enabled=false,watchNamespaces={" + watched + "}",
                "--kube-as-user",
                "newcomer");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.output()).contains("forbidden", "\"newcomer\"", own);
        assertThat(deployment()).isNull();
    }

    private UnrealCloudDdc resource() throws Exception {
        ObjectNode example = (ObjectNode) Manifests.one(
                Manifests.read(Files.readString(Path.of("examples/single-region-keyspaces.yaml"))), "UnrealCloudDdc");
        ((ObjectNode) example.get("metadata")).put("namespace", watched);
        cluster.apply(List.of(example));
        return cluster.client()
                .resources(UnrealCloudDdc.class)
                .inNamespace(watched)
                .withName("games")
                .get();
    }

    private void upgrade(String... more) {
        List<Object> words = new java.util.ArrayList<>(List.of("upgrade", RELEASE, Chart.DIRECTORY, "-n", own));
        words.addAll(List.of(more));
        helm(words.toArray());
    }

    private String helm(Object... words) {
        return cluster.helm(java.util.Arrays.stream(words).map(Object::toString).toArray(String[]::new))
                .ok();
    }

    private Deployment deployment() {
        return cluster.client()
                .apps()
                .deployments()
                .inNamespace(own)
                .withName(NAME)
                .get();
    }

    private String image() {
        return deployment()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    private String podTemplate() {
        return deployment().getSpec().getTemplate().toString();
    }

    private String definition() {
        return cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("unrealcloudddcs.ddc.unrealcloud.io")
                .get()
                .getSpec()
                .toString();
    }
}
