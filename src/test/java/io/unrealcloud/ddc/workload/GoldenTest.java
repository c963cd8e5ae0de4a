package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every object and option, as files. They change only together with a new settings table or revision. */
class GoldenTest {

    private static final String COMMAND = "mvn -q test -Dtest=GoldenTest -Dgolden.write";

    @TestFactory
    Stream<DynamicTest> objectsAreAsAgreed() {
        return GoldenCase.all().stream()
                .map(given -> DynamicTest.dynamicTest(given.name(), () -> {
                    String made = given.yaml();
                    if (System.getProperty("golden.write") != null) {
                        Files.writeString(given.out(), made);
                    }
                    assertThat(Files.readString(given.out()))
                            .as("%s differs. If that is meant, write it anew with: %s", given.out(), COMMAND)
                            .isEqualTo(made);
                }));
    }

    @Test
    void aFirmHoldRestartsPodsAndADoubtDoesNot() {
        assertThat(template("held-in-doubt")).isEqualTo(template("minimal"));
        assertThat(template("held-firmly")).isNotEqualTo(template("minimal"));
    }

    @Test
    void noSecretIsWrittenAnywhere() throws IOException {
        for (GoldenCase given : GoldenCase.all()) {
            assertThat(given.objects()).extracting(HasMetadata::getKind).doesNotContain("Secret");
            assertThat(given.yaml()).doesNotContainIgnoringCase("password=").doesNotContain("Username=");
        }
    }

    @Test
    void namesAreUniqueWithinAKind() {
        for (GoldenCase given : GoldenCase.all()) {
            assertThat(given.objects().stream()
                            .map(object -> object.getKind() + "/"
                                    + object.getMetadata().getName()))
                    .doesNotHaveDuplicates();
        }
    }

    private static Object template(String name) {
        List<HasMetadata> objects = GoldenCase.named(name).objects();
        return objects.stream()
                .filter(Deployment.class::isInstance)
                .map(object -> ((Deployment) object).getSpec().getTemplate())
                .findFirst()
                .orElseThrow();
    }
}
