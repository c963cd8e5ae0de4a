package io.unrealcloud.ddc.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.ops.DefinitionFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CrdFileTest {

    private static final int MAX_JSON_BYTES = 200 * 1024;

    @Test
    void theCommittedFileIsWhatTheTypesGive() throws IOException {
        committed(GeneratedCrd.FILE, GeneratedCrd.yaml());
    }

    /** By which a started operator tells an older definition from its own. */
    @Test
    void theFieldsAreListed() throws IOException {
        committed(
                Path.of("src/main/resources/definition-fields.txt"),
                String.join("\n", DefinitionFields.of(GeneratedCrd.schema())) + "\n");
    }

    @Test
    void theReferenceIsMadeFromIt() throws IOException {
        committed(Path.of("docs/reference.md"), ReferenceDocument.of(GeneratedCrd.schema()));
    }

    private static void committed(Path file, String generated) throws IOException {
        if (System.getProperty("crd.write") != null) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, generated);
        }
        assertThat(Files.readString(file))
                .as("%s differs from the Java types. Write it anew with: %s", file, GeneratedCrd.COMMAND)
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
