package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class CrdFileTest {

    private static final int MAX_JSON_BYTES = 200 * 1024;

    @Test
    void theCommittedFileIsWhatTheTypesGive() throws IOException {
        String generated = GeneratedCrd.yaml();
        if (System.getProperty("crd.write") != null) {
            Files.createDirectories(GeneratedCrd.FILE.getParent());
            Files.writeString(GeneratedCrd.FILE, generated);
        }
        assertThat(Files.readString(GeneratedCrd.FILE))
                .as("%s differs from the Java types. Write it anew with: %s", GeneratedCrd.FILE, GeneratedCrd.COMMAND)
                .isEqualTo(generated);
    }

    @Test
    void theDefinitionStaysSmall() throws IOException {
        assertThat(GeneratedCrd.read(GeneratedCrd.FILE).toString())
                .as("every client that lists definitions downloads it, and etcd holds it in one value")
                .hasSizeLessThan(MAX_JSON_BYTES);
    }

    @Test
    void kubectlShowsTheAgreedColumns() throws IOException {
        assertThat(GeneratedCrd.read(GeneratedCrd.FILE).at("/spec/versions/0/additionalPrinterColumns"))
                .filteredOn(column -> column.path("priority").asInt() == 0)
                .extracting(column -> column.path("name").asText().toUpperCase(java.util.Locale.ROOT))
                .containsExactly("BACKEND", "REGION", "DATABASE", "DDC", "READY", "AGE");
    }
}
