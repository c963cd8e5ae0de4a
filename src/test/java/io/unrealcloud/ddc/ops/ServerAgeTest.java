package io.unrealcloud.ddc.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.VersionInfo;
import io.unrealcloud.ddc.testing.ApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cluster, or a definition in it, that is too old is told so in a sentence. */
class ServerAgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String PATH = "/openapi/v3/apis/ddc.unrealcloud.io/v1alpha1";

    @ParameterizedTest
    @CsvSource({"1, 30", "1, 30+", "1, 9"})
    void anOldKubernetesIsNamed(String major, String minor) {
        assertThat(ServerAge.tooOld(version(major, minor))).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains("Kubernetes " + major + "." + minor.replace("+", "") + " is too old", "1.31"));
    }

    @ParameterizedTest
    @CsvSource({"1, 31", "1, 31+", "1, 34", "2, 0"})
    void aKubernetesThatIsNewEnoughIsNot(String major, String minor) {
        assertThat(ServerAge.tooOld(version(major, minor))).isEmpty();
    }

    @Test
    void theChartSaysTheSameOldestVersion() throws IOException {
        assertThat(Files.readString(Path.of("charts/unreal-cloud-ddc-operator/Chart.yaml")))
                .contains("kubeVersion: \">=1." + ServerAge.OLDEST_MINOR + ".0-0\"");
    }

    @Test
    @Tag("cluster")
    void theServerPublishesEveryFieldOfOurs() {
        assertThat(DefinitionFields.ours()).hasSizeGreaterThan(100);
        assertThat(ServerAge.definitionTooOld(ApiServer.get().client(), PATIENCE))
                .isEmpty();
    }

    @Test
    @Tag("cluster")
    void aFieldTheServerDoesNotKnowIsNamed() {
        List<String> newer = Stream.concat(
                        DefinitionFields.ours().stream(),
                        Stream.of("spec.one", "spec.two", "status.three", "status.four"))
                .toList();
        assertThat(ServerAge.definitionTooOld(ApiServer.get().client(), PATIENCE))
                .isEmpty();
        String published = ApiServer.get().client().raw(PATH);
        assertThat(ServerAge.lacking(published, newer)).hasValueSatisfying(sentence -> assertThat(sentence)
                .contains("older than this operator: it lacks spec.one, spec.two, status.three and 1 more")
                .contains("kubectl apply --server-side --force-conflicts -f crds/"));
    }

    private static VersionInfo version(String major, String minor) {
        return new VersionInfo.Builder().withMajor(major).withMinor(minor).build();
    }
}
